import { Engine, type EngineOptions } from './engine.js'
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
 * @param options which kernels, how many threads, when to stop
 * @param work operations it will take, roughly
 */
export async function withEngine<T>(
  options: EngineOptions,
  work: number,
  compute: (engine: Engine) => Promise<T>,
): Promise<T> {
  options.signal?.throwIfAborted()
  const wanted = options.kernels ?? fastestKernels()?.name ?? 'typescript'
  const at = idle.findIndex(({ name }) => name === wanted)
  const engine = at < 0 ? new Engine(options.kernels) : idle.splice(at, 1)[0]
  const mark = engine.arena.mark
  engine.begin(options, work)
  try {
    return await compute(engine)
  } finally {
    engine.arena.release(mark)
    if (engine.size <= KEEP_BYTES && idle.length < KEEP_COUNT) idle.push(engine)
    else engine.dispose()
  }
}
