/**
 * The part of the WebAssembly API that this project uses. TypeScript ships these types only with its
 * DOM library, whose other globals do not exist in Node and must not compile here.
 */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
    static exports(module: Module): { name: string }[];
  }
  class Memory {
    readonly buffer: ArrayBuffer;
  }
  class Global {
    constructor(description: { value: 'i32'; mutable: boolean }, value: number);
    value: unknown;
  }
  class Table {
    constructor(description: { element: 'anyfunc'; initial: number });
    set(index: number, value: unknown): void;
  }
  class Instance {
    constructor(module: Module, imports: Record<string, Record<string, unknown>>);
    readonly exports: Record<string, unknown>;
  }
  function compile(bytes: Uint8Array): Promise<Module>;
}
