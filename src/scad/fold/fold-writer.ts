import { type FileScope, usesCode } from './file-scope.ts';
import { type IncludeNode, nodesOf } from './include-tree.ts';
import type { Entity } from './merge-copies.ts';
import {
  findParameterSection,
  HIDDEN_GROUP,
  insertionOffset,
  type ParameterSection,
  SECTION_END,
} from './parameter-section.ts';
import { PatchedText } from './patched-text.ts';
import type { FoldPlan } from './plan.ts';
import { renderStatement, renderTidily } from './render-statement.ts';
import type { ParsedFile, Statement } from './syntax.ts';
import { VariableOrder } from './variable-order.ts';
import { type Progress, writeRest } from './write-rest.ts';

/** A file of the model while it is being written again. */
interface Page {
  readonly node: IncludeNode;
  readonly scope: FileScope;
  readonly text: PatchedText;
  /** For the entry alone. */
  readonly section: ParameterSection | null;
  /** Included files that have to wait for the end of the parameter section. */
  readonly waiting: IncludeNode[];
}

/** Writes a model as one file. @throws AppError UNSUPPORTED_FORMAT */
export function writeFold(plan: FoldPlan): { text: string; overwritten: ReadonlySet<string> } {
  const writer = new FoldWriter(plan);
  return { text: writer.write(), overwritten: writer.order.overwritten };
}

class FoldWriter implements Progress {
  readonly order: VariableOrder;
  readonly defined = new Set<Entity>();
  readonly #plan: FoldPlan;
  readonly #writtenFiles = new Set<ParsedFile>();
  /** Variables of libraries that come as soon as what they need is there. */
  #soon: Entity[] = [];
  #isGuarded = false;

  constructor(plan: FoldPlan) {
    this.#plan = plan;
    this.order = new VariableOrder(plan);
  }

  write(): string {
    const [root, ...used] = this.#plan.program.scopes;
    const section = findParameterSection(root.tree.file);
    const blocks: string[] = [];
    const entry = this.#writeFile(root.tree, root, section);
    for (const scope of used) {
      const { file } = scope.tree;
      if (this.#plan.reached.whole.get(file) !== scope) continue;
      blocks.push(`// ---- ${file.path}, of which only modules and functions are used ----`);
      blocks.push(this.#writeFile(scope.tree, scope, null).trim());
    }
    const { copies, libraries } = writeRest(this.#plan, this);
    blocks.push(...copies);
    const guard = blocks.length === 0 ? [] : this.#guard(section, root.tree.file.text.length, true);
    if (guard.length > 0) blocks.unshift(guard.join('\n'));
    blocks.push(...libraries);
    if (blocks.length === 0) return entry;
    return `${[entry, ...blocks].map(block => block.trimEnd()).join('\n\n')}\n`;
  }

  #writeFile(node: IncludeNode, scope: FileScope, section: ParameterSection | null): string {
    const { file } = node;
    this.#writtenFiles.add(file);
    const page = { node, scope, section, text: new PatchedText(file.text), waiting: [] };
    file.statements.forEach((statement, index) => {
      if (index === section?.endIndex) this.#endSection(page, index);
      if (section === null || index > section.endIndex) this.#insert(page, index, this.#takeReady());
      this.#writeStatement(page, statement, index);
    });
    if (section?.endIndex === file.statements.length) this.#endSection(page, section.endIndex);
    return page.text.finish();
  }

  #writeStatement(page: Page, statement: Statement, index: number): void {
    const { kind, start, end } = statement;
    const { text, scope } = page;
    if (kind === 'include') {
      this.#writeInclude(page, statement, index);
    } else if (kind === 'use') {
      if (usesCode(statement) && !this.#isMissing(statement)) text.cut(start, end);
    } else if (kind === 'assignment') {
      this.#writeAssignment(page, statement, index);
    } else if (kind === 'action' || kind === 'brace' ? scope.isRoot : this.#isDefinedHere(page, statement)) {
      this.#copy(page, statement);
    } else {
      text.cut(start, end);
    }
  }

  #writeInclude({ node, scope, text, section, waiting }: Page, statement: Statement, index: number): void {
    const child = node.children.get(statement) ?? null;
    if (child === null && this.#isMissing(statement)) return;
    text.cut(statement.start, statement.end);
    if (child === null) return;
    if (section !== null && index < section.endIndex) waiting.push(child);
    else {
      const lines = this.#writeIncluded(child, scope);
      const guard = lines.length === 0 ? [] : this.#guard(section, statement.start, true);
      text.insertLines(statement.end, [...guard, ...lines]);
    }
  }

  /**
   * Whether a definition is the one that counts and not written yet. The entry also keeps one that does not
   * count, if the other comes after it.
   */
  #isDefinedHere({ node, scope, section }: Page, statement: Statement): boolean {
    const kind = statement.kind === 'module' ? 'module' : 'function';
    const declaration = scope.declared[kind].get(statement.name);
    const entity = declaration === undefined ? undefined : this.#plan.entityOf.get(declaration);
    const isLast = declaration?.statement === statement && declaration.file === node.file;
    const isNew = entity !== undefined && !this.defined.has(entity);
    if (isLast && isNew) this.defined.add(entity);
    return isNew && (isLast || section !== null);
  }

  #writeAssignment(page: Page, statement: Statement, index: number): void {
    const { node, scope, section, text } = page;
    const declaration = scope.declared.variable.get(statement.name);
    const entity = declaration === undefined ? undefined : this.#plan.entityOf.get(declaration);
    const isLast = declaration?.statement === statement && declaration.file === node.file;
    if (entity?.kind === 'function') {
      this.#writeDynamic(page, statement, entity, isLast);
      return;
    }
    const isWritten = entity !== undefined && this.order.isWritten(entity);
    const isUnseen = statement.name.startsWith('$') && !scope.isRoot;
    // The entry keeps all it has, unless that would undo a value that counts and is written already.
    const isDropped = section === null ? isUnseen || !isLast || isWritten : isWritten && !isLast;
    if (isDropped) {
      text.cut(statement.start, statement.end);
      return;
    }
    if (entity !== undefined) {
      this.#insert(page, index, this.order.before(entity));
      this.order.note(entity, isLast);
    }
    this.#copy(page, statement);
  }

  /** Writes a variable that has become a function. */
  #writeDynamic(page: Page, statement: Statement, entity: Entity, isLast: boolean): void {
    if (!isLast || this.defined.has(entity)) {
      page.text.cut(statement.start, statement.end);
      return;
    }
    this.defined.add(entity);
    this.#copy(page, statement);
  }

  /** Puts lines before a statement, out of the customizer's sight. */
  #insert({ node, text, section }: Page, index: number, lines: readonly string[]): void {
    if (lines.length === 0) return;
    const offset = insertionOffset(node.file, index);
    const guard = this.#guard(section, offset, false);
    if (section === null || guard.length === 0) {
      text.insertLines(offset, lines);
    } else if (offset > section.braceLine && lines.every(line => !/\n|\/\//.test(line))) {
      // The customizer does not read this line, but would read the first part of it if it were two.
      text.insert(offset, `${lines.join(' ')} `);
    } else {
      text.insertLines(offset, [
        ...guard,
        ...lines,
        ...(index < section.endIndex ? [section.groupAt(offset)] : []),
      ]);
    }
  }

  /** Writes all that has waited for the customizer to be done. */
  #endSection({ node, scope, text, section, waiting }: Page, index: number): void {
    const included = new Set(waiting.flatMap(child => [...nodesOf(child)].map(({ file }) => file)));
    const lines = this.#libraryVariables(({ members: [{ scope: first, file }] }) => {
      return !first.isRoot || included.has(file);
    });
    const blocks = waiting.flatMap(child => this.#writeIncluded(child, scope));
    if (lines.length + blocks.length === 0) return;
    const offset = insertionOffset(node.file, index);
    const hasGroups = [...included].some(each => this.#plan.request.libraryOf(each.path) === null);
    const guard = this.#guard(section, offset, hasGroups);
    const title =
      lines.length === 0 ? [] : ['// Values from libraries; their licences are named further down.'];
    text.insertLines(offset, ['', ...guard, ...title, ...lines, ...blocks, '']);
  }

  /** What keeps the customizer from reading on. Files of the model may have groups of their own. */
  #guard(section: ParameterSection | null, offset: number, hasGroups: boolean): string[] {
    if (section === null || this.#isGuarded || section.brace < offset) return [];
    this.#isGuarded = hasGroups;
    return hasGroups ? [HIDDEN_GROUP, SECTION_END] : [HIDDEN_GROUP];
  }

  /** What takes the place of an include: a file of the model whole, of a library what cannot stand elsewhere. */
  #writeIncluded(node: IncludeNode, scope: FileScope): string[] {
    const { file } = node;
    const isOwn = this.#plan.request.libraryOf(file.path) === null;
    if (isOwn && !this.#writtenFiles.has(file) && this.#plan.reached.whole.get(file) === scope) {
      const text = this.#writeFile(node, scope, null).trim();
      return ['', `// ---- ${file.path} ----`, text, `// ---- end of ${file.path} ----`];
    }
    const files = new Set([...nodesOf(node)].map(each => each.file));
    const lines = this.#libraryVariables(
      ({ members: [lead] }) => lead.scope === scope && files.has(lead.file),
    );
    if (!scope.isRoot) return lines;
    for (const statement of file.statements) {
      const child = node.children.get(statement) ?? null;
      if (child !== null) lines.push(...this.#writeIncluded(child, scope));
      else if (statement.kind === 'action') lines.push(renderTidily({ scope, file, statement }, this.#plan));
    }
    return lines;
  }

  /** Assignments of libraries' variables that can stand here; the others follow as soon as they can. */
  #libraryVariables(isWanted: (entity: Entity) => boolean): string[] {
    const { entities, request } = this.#plan;
    const wanted = entities.filter(
      entity =>
        entity.kind === 'variable' &&
        request.libraryOf(entity.members[0].file.path) !== null &&
        !this.order.isWritten(entity) &&
        isWanted(entity),
    );
    const inOrder = wanted.toSorted((a, b) => a.members[0].order - b.members[0].order);
    this.#soon = [...this.#soon, ...inOrder];
    return this.#takeReady();
  }

  #takeReady(): string[] {
    if (this.#soon.length === 0) return [];
    const lines = this.order.placeReady(this.#soon);
    this.#soon = this.#soon.filter(entity => !this.order.isWritten(entity));
    return lines;
  }

  #copy({ node: { file }, scope, text }: Page, statement: Statement): void {
    const { start, end } = statement;
    text.replace(start, end, renderStatement({ scope, file, statement }, this.#plan));
  }

  #isMissing(statement: Statement): boolean {
    return this.#plan.program.missing.some(missing => missing.statement === statement);
  }
}
