import { createHash } from 'node:crypto';
import type { LibraryFile } from '../../src/contracts/model.ts';
import type { Libraries } from '../../src/contracts/ports.ts';

/** Libraries held in memory: path, such as `BOSL2/std.scad`, → content. Counts how often it is asked. */
export class MemoryLibraries implements Libraries {
  readonly #files: ReadonlyMap<string, LibraryFile>;
  /** Every path looked for, in order. */
  readonly asked: string[] = [];

  constructor(contents: Readonly<Record<string, string | Uint8Array>> = {}) {
    this.#files = new Map(
      Object.entries(contents).map(([path, content]) => {
        const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        return [path, { path, bytes, isSource: path.endsWith('.scad'), sha256 }];
      }),
    );
  }

  async find(path: string): Promise<LibraryFile | null> {
    this.asked.push(path);
    return this.#files.get(path) ?? null;
  }

  async list(): Promise<{ name: string; origin: 'bundled' }[]> {
    const names = new Set([...this.#files.keys()].map(path => path.split('/')[0]));
    return [...names].sort().map(name => ({ name, origin: 'bundled' }));
  }

  async names(): Promise<[]> {
    return [];
  }

  async describe(): Promise<null> {
    return null;
  }
}
