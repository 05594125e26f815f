import type { Token } from '../tokens.ts';
import type { NameCollector } from './name-collector.ts';
import { type TokenCursor, UnexpectedToken } from './token-cursor.ts';

/** Where parsing has got to, and who hears of names. */
export interface Parsing {
  readonly cursor: TokenCursor;
  readonly names: NameCollector;
}

const PREFIXES: ReadonlySet<string> = new Set(['!', '-', '+', '~']);

const INFIXES: ReadonlySet<string> = new Set('* / % ^ + - < <= == != >= > && || & | << >>'.split(' '));

const CONSTANTS: ReadonlySet<string> = new Set(['true', 'false', 'undef']);

/** Tokens after which `assert(…)` and `echo(…)` stand alone instead of before an expression. */
const EXPRESSION_ENDS: ReadonlySet<string> = new Set([';', ',', ')', ']', ':', '']);

/**
 * Reads an expression for its names. Precedence does not matter for that, and code that OpenSCAD refuses
 * may pass.
 *
 * @throws UnexpectedToken
 */
export function parseExpression(parsing: Parsing): void {
  const { cursor } = parsing;
  cursor.nest(() => {
    do {
      parseOperand(parsing);
      while (INFIXES.has(cursor.token.text) && cursor.token.kind === 'punctuation') {
        cursor.advance();
        parseOperand(parsing);
      }
      if (!cursor.accept('?')) return;
      parseExpression(parsing);
      cursor.expect(':');
    } while (!cursor.isAtEnd);
    throw new UnexpectedToken(cursor.token);
  });
}

/** Reads an element of a list: an expression, or `for`, `each` or `if` before one. @throws UnexpectedToken */
function parseElement(parsing: Parsing): void {
  const { cursor } = parsing;
  cursor.nest(() => {
    if (cursor.accept('for')) {
      parseBindings(parsing, () => parseElement(parsing));
    } else if (cursor.accept('each')) {
      parseElement(parsing);
    } else if (cursor.accept('if')) {
      cursor.expect('(');
      parseExpression(parsing);
      cursor.expect(')');
      parseElement(parsing);
      if (cursor.accept('else')) parseElement(parsing);
    } else {
      parseExpression(parsing);
    }
  });
}

function parseOperand(parsing: Parsing): void {
  const { cursor, names } = parsing;
  while (PREFIXES.has(cursor.token.text)) cursor.advance();
  const { token } = cursor;
  if (token.kind === 'string' || token.kind === 'number') {
    cursor.advance();
  } else if (cursor.accept('(')) {
    parseElement(parsing);
    cursor.expect(')');
  } else if (cursor.accept('[')) {
    while (!cursor.accept(']')) {
      if (!cursor.accept(',') && !cursor.accept(':')) parseElement(parsing);
    }
  } else if (token.kind === 'identifier') {
    if (parseKeyword(parsing)) return;
    cursor.advance();
    if (cursor.is('(')) parseCallOf(token, parsing);
    else if (!CONSTANTS.has(token.text)) names.use('variable', token);
  } else {
    throw new UnexpectedToken(token);
  }
  parsePostfixes(parsing);
}

function parseCallOf(callee: Token, parsing: Parsing): void {
  const { names } = parsing;
  names.enter('', parseArguments(parsing, callee.text));
  names.use('function', callee);
  names.leave();
}

/** Reads an operand that begins with a keyword and takes all that follows with it. */
function parseKeyword(parsing: Parsing): boolean {
  const { cursor, names } = parsing;
  const { token } = cursor;
  if (cursor.accept('function')) {
    const parameters = parseParameters(parsing);
    names.open(parameters, true);
    names.enter('', parameters);
    parseElement(parsing);
    names.leave();
    names.close();
    return true;
  }
  if (cursor.accept('let')) {
    parseBindings(parsing, () => parseElement(parsing));
    return true;
  }
  if (!cursor.accept('assert') && !cursor.accept('echo')) return false;
  parseArguments(parsing, token.text);
  if (!EXPRESSION_ENDS.has(cursor.token.text)) parseElement(parsing);
  return true;
}

function parsePostfixes(parsing: Parsing): void {
  const { cursor, names } = parsing;
  for (;;) {
    if (cursor.is('(')) {
      names.enter('', parseArguments(parsing, ''));
      names.leave();
    } else if (cursor.accept('[')) {
      parseExpression(parsing);
      cursor.expect(']');
    } else if (cursor.accept('.')) cursor.expectName();
    else return;
  }
}

/**
 * Reads the arguments of a call.
 *
 * @returns the names of those that are named.
 * @throws UnexpectedToken
 */
export function parseArguments(parsing: Parsing, callee: string): string[] {
  const { cursor, names } = parsing;
  const given: string[] = [];
  cursor.expect('(');
  while (!cursor.accept(')')) {
    if (cursor.accept(',')) continue;
    if (cursor.following === '=' && cursor.token.kind === 'identifier') {
      const { text: name } = cursor.advance();
      given.push(name);
      names.argumentsGiven.add(`${callee} ${name}`);
      cursor.advance();
    }
    parseElement(parsing);
  }
  return given;
}

/**
 * Reads the parentheses of `let` and `for`, and what they stand before: each variable is there for what follows.
 *
 * @param isParallel whether, as with `assign`, the variables do not see each other.
 * @throws UnexpectedToken
 */
export function parseBindings({ cursor, names }: Parsing, parseRest: () => void, isParallel = false): void {
  const later: string[] = [];
  names.open();
  names.enter('', []);
  cursor.expect('(');
  while (!cursor.accept(')')) {
    if (cursor.accept(',') || cursor.accept(';')) continue;
    const isNamed = cursor.following === '=' && cursor.token.kind === 'identifier';
    const name = isNamed ? cursor.advance().text : null;
    if (isNamed) cursor.advance();
    parseElement({ cursor, names });
    if (name !== null && isParallel) later.push(name);
    else if (name !== null) names.bind(name);
  }
  for (const name of later) names.bind(name);
  parseRest();
  names.leave();
  names.close();
}

/**
 * Reads a parameter list. Default values are read in the scope around it, since they do not see the other
 * parameters.
 *
 * @returns the names of the parameters.
 * @throws UnexpectedToken
 */
export function parseParameters(parsing: Parsing): string[] {
  const { cursor } = parsing;
  const parameters: string[] = [];
  cursor.expect('(');
  while (!cursor.accept(')')) {
    if (cursor.accept(',')) continue;
    const { text: name } = cursor.expectName();
    parameters.push(name);
    if (cursor.accept('=')) parseElement(parsing);
  }
  return parameters;
}
