import { threads } from '#workers'
import { MAX_PAGES, RELAXED, SIMD } from './binaries.js'
import type { KernelName, Kernels } from './kernels.js'

/** A build of the kernels, compiled for this machine. */
export interface CompiledKernels {
  readonly name: KernelName
  readonly module: WebAssembly.Module
  /** True if memory can be shared between threads. */
  readonly shared: boolean
}

interface Binary {
  readonly base64: string
  readonly sharedFlagAt: number
}

const BUILDS: readonly (readonly [KernelName, Binary])[] = [
  ['relaxed-simd', RELAXED],
  ['simd', SIMD],
]

const compiled = new Map<KernelName, CompiledKernels | undefined>()

/**
 * A build of the kernels, or undefined where this machine's WebAssembly cannot run it. It is compiled once.
 */
export function compileKernels(name: KernelName): CompiledKernels | undefined {
  if (!compiled.has(name)) compiled.set(name, compile(name))
  return compiled.get(name)
}

/** The fastest build that runs here, or undefined where WebAssembly has no SIMD. */
export function fastestKernels(): CompiledKernels | undefined {
  for (const [name] of BUILDS) {
    const kernels = compileKernels(name)
    if (kernels) return kernels
  }
  return undefined
}

/** A memory for kernels, of one page at first. */
export function kernelMemory({ shared }: CompiledKernels): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 1, maximum: MAX_PAGES, shared })
}

/** The kernels on a memory. */
export function instantiateKernels(
  { module }: CompiledKernels,
  memory: WebAssembly.Memory,
): Kernels {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels
}

function compile(name: KernelName): CompiledKernels | undefined {
  const binary = BUILDS.find(([build]) => build === name)?.[1]
  if (!binary || typeof WebAssembly === 'undefined') return undefined
  if (name === 'relaxed-simd') threads.allowRelaxedSimd()
  const bytes = Uint8Array.from(atob(binary.base64), (c) => c.charCodeAt(0))
  const shared = canShare()
  // Without shared memory the same code runs on memory of its own: only the flags of the import differ.
  if (!shared) bytes[binary.sharedFlagAt] = 1
  if (!WebAssembly.validate(bytes)) return undefined
  return { name, module: new WebAssembly.Module(bytes), shared }
}

function canShare(): boolean {
  try {
    return (
      typeof new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).grow === 'function'
    )
  } catch {
    return false
  }
}
