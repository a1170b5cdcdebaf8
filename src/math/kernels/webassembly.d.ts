// What the kernels need of WebAssembly: the types of a page are not loaded, and those of Node do not have it.
declare namespace WebAssembly {
  class Memory {
    constructor(descriptor: { initial: number; maximum: number; shared: boolean })
    readonly buffer: ArrayBufferLike
    grow(pages: number): number
  }
  interface Module {
    readonly compiled: never
  }
  const Module: new (bytes: Uint8Array) => Module
  type Exports = Record<string, unknown>
  class Instance {
    constructor(module: Module, imports: Record<string, Record<string, unknown>>)
    readonly exports: Exports
  }
  function validate(bytes: Uint8Array): boolean
}
