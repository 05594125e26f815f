/** What a name can name. OpenSCAD keeps the three apart: `size`, `size()` and `size();` may all differ. */
export type NameKind = 'variable' | 'function' | 'module';

/** A place in a statement where a name stands for something outside the statement, or is what it defines. */
export interface Occurrence {
  readonly kind: NameKind;
  readonly name: string;
  /** Offset of the name in its file. */
  readonly start: number;
  /** Counted from 1. */
  readonly line: number;
  /** A local variable of that name exists, and only its value at run time decides which of the two is meant. */
  readonly maybeLocal: boolean;
  /** Whether it is read when a function literal is called, rather than where it stands. */
  readonly isLazy: boolean;
  /** The innermost call or `let` it is part of; null for none. */
  readonly around: Surroundings | null;
}

/** A call with children, or a `let`, seen from inside. */
export interface Surroundings {
  /** The module that is called; empty for `let` and the like. */
  readonly callee: string;
  /** Special variables it sets for what is inside. */
  readonly specials: readonly string[];
  readonly outer: Surroundings | null;
}

/** Something that can be called by its name. */
export interface Callable {
  readonly name: string;
  readonly parameters: readonly string[];
}

/** What is known of the names in a piece of code. */
export interface NamesUsed {
  readonly occurrences: readonly Occurrence[];
  /** Special variables (`$fn`) whose values it reads. */
  readonly specialsRead: ReadonlySet<string>;
  /** Special variables it sets for what it calls. */
  readonly specialsBound: ReadonlySet<string>;
  /** Those of them that a block assigns, rather than `let` or a call. */
  readonly specialsAssigned: ReadonlySet<string>;
  /** Whether it has a function literal, the only source of values that can be called. */
  readonly hasFunctionLiteral: boolean;
  /** Named arguments it gives, each as what is called and the name, with a space between. */
  readonly argumentsGiven: ReadonlySet<string>;
  /** Functions and modules defined inside of it. */
  readonly localDefinitions: readonly Callable[];
}

/** A statement at the top level of a file. Braces there make no scope and are statements of their own. */
export interface Statement extends NamesUsed {
  readonly kind: 'assignment' | 'function' | 'module' | 'action' | 'include' | 'use' | 'brace';
  /** What it defines, or the path of an include or use; empty for actions and braces. */
  readonly name: string;
  /** Offset of its first character, comments before it left out. */
  readonly start: number;
  /** Offset after its last character. */
  readonly end: number;
  /** The line it starts on, counted from 1. */
  readonly line: number;
  /** Offset of the name it defines; -1 when it defines none. */
  readonly nameStart: number;
  /** Offset of an assignment's value; the start for other kinds. */
  readonly valueStart: number;
  /** Names of the parameters, for a function or module. */
  readonly parameters: readonly string[];
}

/** A file taken apart. */
export interface ParsedFile {
  readonly path: string;
  /** Code in which includes inside of statements have been replaced by what they include. */
  readonly text: string;
  readonly statements: readonly Statement[];
}

/** Whether the value of an assignment needs nothing but itself: it means the same wherever it stands. */
export function isConstant(statement: Statement): boolean {
  return (
    statement.kind === 'assignment' &&
    statement.specialsRead.size === 0 &&
    statement.occurrences.every(({ start }) => start === statement.nameStart)
  );
}

/** The code of a statement as it was written. */
export function textOf(file: ParsedFile, statement: Statement): string {
  return file.text.slice(statement.start, statement.end);
}
