import { Engine, type EngineOptions } from './engine.js'
import type { KernelName } from './kernels.js'
import { fastestKernels } from './wasm.js'

/** Engines at rest, with little memory. */
const idle: Engine[] = []

/** An engine with more memory than this is let go of after use. */
const KEEP_BYTES = 16e6

/** Engines that are kept; more only exist while more computations run at a time. */
const KEEP_COUNT = 4

/**
 * Runs a computation on an engine of its own, and lets go of the memory that it took.
 *
 * @param options which kernels, how many threads, when to stop, as `requireOptions` lets them through
 * @param work operations it will take, roughly
 * @param compute is given the engine
 * @param home an engine to run on, if it has the kernels that are asked for; it keeps its memory
 * @param useful threads beyond which no more pay, whatever the work
 */
export async function withEngine<T>(
  options: EngineOptions,
  work: number,
  compute: (engine: Engine) => Promise<T>,
  home?: Engine,
  useful?: number,
): Promise<T> {
  options.signal?.throwIfAborted()
  const name = options.kernels ?? fastestKernels()?.name ?? 'typescript'
  const engine = home?.name === name ? home : take(name)
  const mark = engine.arena.mark
  engine.busy = true
  engine.begin(options, work, useful)
  try {
    return await compute(engine)
  } finally {
    engine.arena.release(mark)
    engine.busy = engine.broken
    if (engine !== home) put(engine)
  }
}

function take(name: KernelName): Engine {
  const at = idle.findIndex((engine) => engine.name === name)
  return at < 0 ? new Engine(name) : idle.splice(at, 1)[0]
}

function put(engine: Engine): void {
  if (!engine.broken && engine.size <= KEEP_BYTES && idle.length < KEEP_COUNT) idle.push(engine)
  else engine.dispose()
}

/** Lets go of the engines at rest: their memory goes when garbage is collected next. */
export function releaseEngines(): void {
  for (const engine of idle.splice(0)) engine.dispose()
}

/** Bytes that engines at rest hold. */
export function engineMemory(): number {
  return idle.reduce((sum, engine) => sum + engine.size, 0)
}
