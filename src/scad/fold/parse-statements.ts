import { findReferences } from '../references.ts';
import { NameCollector } from './name-collector.ts';
import {
  type Parsing,
  parseArguments,
  parseBindings,
  parseExpression,
  parseParameters,
} from './parse-expression.ts';
import type { Callable, Statement } from './syntax.ts';
import { TokenCursor, UnexpectedToken } from './token-cursor.ts';

const MODIFIERS: ReadonlySet<string> = new Set(['!', '#', '%', '*']);

/** Modules whose named arguments are variables for their children. */
const BINDERS: ReadonlySet<string> = new Set(['for', 'let', 'intersection_for', 'assign']);

/** Words that cannot name a module. */
const KEYWORDS: ReadonlySet<string> = new Set(['module', 'function', 'else', 'true', 'false', 'undef']);

/**
 * Splits a file into its top-level statements, with the names each uses.
 *
 * @throws UnexpectedToken where the grammar does not allow a token; an `include` inside of a statement is one.
 */
export function parseStatements(text: string): Statement[] {
  const cursor = new TokenCursor(text);
  const statements: Statement[] = [];
  while (!cursor.isAtEnd) {
    if (!cursor.accept(';')) statements.push(parseTopLevel(cursor));
  }
  return statements;
}

function parseTopLevel(cursor: TokenCursor): Statement {
  const first = cursor.token;
  const names = new NameCollector();
  const parsing = { cursor, names };
  const head = {
    start: first.start,
    line: first.line,
    nameStart: -1,
    valueStart: first.start,
  };
  let parameters: readonly string[] = [];
  const finish = (kind: Statement['kind'], name: string): Statement => ({
    kind,
    name,
    ...head,
    end: cursor.previousEnd,
    parameters,
    occurrences: names.occurrences,
    specialsRead: names.specialsRead,
    specialsBound: names.specialsBound,
    specialsAssigned: names.specialsAssigned,
    hasFunctionLiteral: names.hasFunctionLiteral,
    argumentsGiven: names.argumentsGiven,
    localDefinitions: names.localDefinitions,
  });
  if (first.kind === 'include' || first.kind === 'use') {
    cursor.advance();
    cursor.accept(';');
    return finish(first.kind, findReferences(first.text).at(0)?.path ?? '');
  }
  if (cursor.accept('{') || cursor.accept('}')) return finish('brace', '');
  if (cursor.is('module') || cursor.is('function')) {
    const { text: kind } = cursor.advance();
    const name = cursor.token;
    head.nameStart = name.start;
    names.use(kind === 'module' ? 'module' : 'function', name);
    parameters = parseDefinition(kind, parsing).parameters;
    return finish(kind === 'module' ? 'module' : 'function', name.text);
  }
  if (first.kind === 'identifier' && cursor.following === '=') {
    cursor.advance();
    cursor.advance();
    // A special variable is found at run time by its name, whoever set it.
    if (!first.text.startsWith('$')) names.use('variable', first);
    head.nameStart = first.start;
    head.valueStart = cursor.token.start;
    parseExpression(parsing);
    cursor.expect(';');
    return finish('assignment', first.text);
  }
  parseAction(parsing);
  return finish('action', '');
}

/** Reads a definition from its name on. */
function parseDefinition(kind: string, parsing: Parsing): Callable {
  const { cursor, names } = parsing;
  const { text: name } = cursor.expectName();
  const parameters = parseParameters(parsing);
  names.open(parameters);
  names.enter('', parameters);
  if (kind === 'module') parseBody(parsing);
  else {
    cursor.expect('=');
    parseExpression(parsing);
    cursor.expect(';');
  }
  names.leave();
  names.close();
  return { name, parameters };
}

/** Reads what a module is made of; braces there make no scope of their own. */
function parseBody(parsing: Parsing): void {
  const { cursor } = parsing;
  if (cursor.accept(';')) return;
  if (cursor.accept('{')) {
    cursor.nest(() => {
      while (!cursor.accept('}')) parseBody(parsing);
    });
  } else parseLocalStatement(parsing);
}

function parseLocalStatement(parsing: Parsing): void {
  const { cursor, names } = parsing;
  if (cursor.is('module') || cursor.is('function')) {
    const { text: kind } = cursor.advance();
    names.begin(kind === 'function' ? 'function' : 'other');
    const definition = cursor.nest(() => parseDefinition(kind, parsing));
    names.define(kind === 'module' ? 'module' : 'function', definition);
  } else if (!parseAssignment(parsing)) {
    names.begin('other');
    parseAction(parsing);
  }
}

/** Reads an assignment inside of braces. */
function parseAssignment(parsing: Parsing): boolean {
  const { cursor, names } = parsing;
  if (cursor.token.kind !== 'identifier' || cursor.following !== '=') return false;
  names.begin('assignment', cursor.token.text);
  const { text: name } = cursor.advance();
  cursor.advance();
  parseExpression(parsing);
  cursor.expect(';');
  names.assign(name);
  return true;
}

/** Reads the call of a module with its children, or an `if`. */
function parseAction(parsing: Parsing): void {
  const { cursor } = parsing;
  cursor.nest(() => {
    while (MODIFIERS.has(cursor.token.text)) cursor.advance();
    while (cursor.accept('if')) {
      cursor.expect('(');
      parseExpression(parsing);
      cursor.expect(')');
      parseChildren(parsing);
      if (!cursor.accept('else')) return;
      // A long chain of `else if` is no nesting.
      if (!cursor.is('if')) {
        parseChildren(parsing);
        return;
      }
    }
    parseCall(parsing);
  });
}

function parseCall(parsing: Parsing): void {
  const { cursor, names } = parsing;
  const callee = cursor.token;
  if (KEYWORDS.has(callee.text) || cursor.following !== '(') throw new UnexpectedToken(callee);
  cursor.expectName();
  if (BINDERS.has(callee.text)) {
    parseBindings(parsing, () => parseChildren(parsing), callee.text === 'assign');
    return;
  }
  names.enter(callee.text, parseArguments(parsing, callee.text));
  names.use('module', callee);
  parseChildren(parsing);
  names.leave();
}

/** Reads what follows a call: nothing, another call, or braces, which are a scope. */
function parseChildren(parsing: Parsing): void {
  const { cursor, names } = parsing;
  if (cursor.accept(';')) return;
  if (!cursor.accept('{')) {
    parseAction(parsing);
    return;
  }
  names.open();
  while (!cursor.accept('}')) {
    if (cursor.accept(';')) continue;
    if (parseAssignment(parsing)) continue;
    names.begin('other');
    if (cursor.is('{')) parseChildren(parsing);
    else parseAction(parsing);
  }
  names.close();
}
