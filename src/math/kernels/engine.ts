import { Io, Numerical } from '../../errors.js'
import { notConverged } from '../not-converged.js'
import { forgetMemory, helperFailures, helpers } from '../threads/crew.js'
import type { Helper } from '../threads/threads.js'
import { plainKernels } from '../plain/plain.js'
import { Arena } from './arena.js'
import * as control from './control.js'
import type { Address, KernelName, Kernels } from './kernels.js'
import { threadCount } from './thread-count.js'
import {
  type CompiledKernels,
  compileKernels,
  fastestKernels,
  instantiateKernels,
  kernelMemory,
} from './wasm.js'
import { BREATH, turn } from './turn.js'

/** The arguments of one call of a kernel; the thread's room is added behind them. */
export type Call = readonly number[]

type KernelFunction = (...args: number[]) => number | undefined

/** Where and how a computation runs. */
export interface EngineOptions {
  /** A set of kernels; by default the fastest that runs here. */
  readonly kernels?: KernelName | undefined
  /** Threads at most, this one counted; by default as many as processors, if there is enough to do. */
  readonly threads?: number | undefined
  /**
   * Iterations after which a value that has not settled is an error: sweeps of Jacobi, or steps for one value of a
   * tridiagonal matrix; of a bidiagonal one, steps for each value on average. By default far more than have ever been needed.
   */
  readonly maxIterations?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** Milliseconds to wait for helpers without giving up the processor: they are in their last call. */
const SPIN = 2

let lastId = 0

/** A set of kernels on an arena, with helper threads where they pay. */
export class Engine {
  readonly arena: Arena
  readonly kernels: Kernels
  readonly name: KernelName
  readonly #compiled: CompiledKernels | undefined
  readonly #memory: WebAssembly.Memory | undefined
  /** Names its memory to helpers. */
  readonly id = ++lastId
  readonly #known = new WeakSet<Helper>()
  /** As long as it is used: */
  #options: EngineOptions = {}
  #threads = 1
  #rooms: Address = 0
  #roomBytes = 0
  #lastBreath = 0
  #broken = false

  constructor(name?: KernelName) {
    this.#compiled =
      name === 'typescript' ? undefined : name ? compileKernels(name) : fastestKernels()
    if (name && name !== 'typescript' && !this.#compiled) throw missingKernels(name)
    this.name = this.#compiled?.name ?? 'typescript'
    this.#memory = this.#compiled && kernelMemory(this.#compiled)
    this.arena = new Arena(this.#memory)
    this.kernels =
      this.#compiled && this.#memory
        ? instantiateKernels(this.#compiled, this.#memory)
        : plainKernels(this.arena)
  }

  /** True while it computes. */
  busy = false

  /** True if its memory can be shared between threads. */
  get shared(): boolean {
    return this.#compiled?.shared ?? false
  }

  /** True if a helper was lost while it worked here: it may still write, and nothing is to be computed here any more. */
  get broken(): boolean {
    return this.#broken
  }

  /** Bytes that its memory has grown to. */
  get size(): number {
    return this.arena.buffer.byteLength
  }

  /** Threads that its jobs may run on. */
  get threads(): number {
    return this.#threads
  }

  /** Iterations that one value may take, a kernel's own limit at most. */
  iterations(limit: number): number {
    return Math.min(limit, this.#options.maxIterations ?? limit)
  }

  /**
   * Prepares for a computation.
   *
   * @param work operations that it will take, roughly: helpers work along, and are started, only where it pays
   * @param useful threads beyond which no more pay, whatever the work; all by default
   */
  begin(options: EngineOptions, work: number, useful?: number): void {
    this.#threads = this.shared ? threadCount(work, useful, options.threads) : 1
    this.#options = options
    this.#roomBytes = 0
    this.#lastBreath = performance.now()
  }

  /** Gives every thread so much memory of its own, until the arena is released. */
  reserveRooms(bytes: number): void {
    this.#roomBytes = Math.ceil(bytes / 4096) * 4096 + 4096
    this.#rooms = this.arena.alloc(this.#roomBytes * this.#threads)
  }

  /**
   * Runs calls of one kernel on all threads, in any order; each has to write where no other does.
   *
   * @throws {Numerical} when a call reports failure
   * @throws the signal's reason when it is aborted; whatever runs then is waited for
   */
  async run(kernel: keyof Kernels, calls: readonly Call[]): Promise<void> {
    this.#options.signal?.throwIfAborted()
    const crew = this.#threads > 1 && calls.length > 1 ? helpers(this.#threads - 1) : []
    if (crew.length > 0) await this.#share(kernel, calls, crew)
    else
      for (const call of calls) {
        if (this.#call(kernel, call))
          throw notConverged(`decomposition (${kernel})`, 'the steps that one value may take')
        await this.breathe()
      }
  }

  /** Lets whatever else waits for this thread have its turn, if some time has passed, and looks at the signal. */
  async breathe(): Promise<void> {
    if (performance.now() - this.#lastBreath < BREATH) return
    await turn()
    this.#lastBreath = performance.now()
    this.#options.signal?.throwIfAborted()
  }

  /** Lets go of the memory. */
  dispose(): void {
    if (this.#compiled) forgetMemory(this.id)
  }

  #call(kernel: keyof Kernels, call: Call): boolean {
    const kernels = this.kernels as unknown as Record<string, KernelFunction>
    return Boolean(kernels[kernel](...call, this.#rooms))
  }

  async #share(
    kernel: keyof Kernels,
    calls: readonly Call[],
    crew: readonly Helper[],
  ): Promise<void> {
    const { arena } = this
    const mark = arena.mark
    const width = calls[0].length
    const at = arena.alloc(calls.length * width * 8)
    const table = arena.f64(at, calls.length * width)
    calls.forEach((call, i) => {
      table.set(call, i * width)
    })
    const words = new Int32Array(arena.buffer, 0, 256)
    const id = ++lastId
    words[control.HELPERS] = crew.length
    words[control.KERNEL] = Object.keys(this.kernels).sort().indexOf(kernel)
    words[control.CALLS] = at
    words[control.COUNT] = calls.length
    words[control.WIDTH] = width
    words[control.ROOMS] = this.#rooms
    words[control.ROOM_BYTES] = this.#roomBytes
    Atomics.store(words, control.NEXT, 0)
    Atomics.store(words, control.FAILED, 0)
    const failures = helperFailures()
    Atomics.store(words, control.CURRENT, id)
    this.#summon(words, crew)
    try {
      for (;;) {
        const call = Atomics.add(words, control.NEXT, 1)
        if (call >= calls.length) break
        if (this.#call(kernel, calls[call])) Atomics.store(words, control.FAILED, 1)
        await this.breathe()
      }
    } finally {
      Atomics.store(words, control.CURRENT, 0)
      this.#broken = !(await becomeIdle(words, failures))
      arena.release(mark)
    }
    if (this.#broken) throw stopped()
    if (Atomics.load(words, control.FAILED) !== 0)
      throw notConverged(`decomposition (${kernel})`, 'the steps that one value may take')
  }

  /** Wakes helpers: those that listen by a word in memory, the others by a message. */
  #summon(words: Int32Array, crew: readonly Helper[]): void {
    Atomics.notify(words, control.CURRENT)
    const listening = Atomics.load(words, control.LISTENING)
    crew.forEach((helper, index) => {
      const known = this.#known.has(helper)
      if (known && listening & (1 << index)) return
      const first = known ? {} : { memory: this.#memory, module: this.#compiled?.module }
      this.#known.add(helper)
      helper.post({ memoryId: this.id, index, ...first })
    })
  }
}

/** Waits until no helper works here; false if one was lost. */
async function becomeIdle(words: Int32Array, failures: number): Promise<boolean> {
  const start = performance.now()
  while (Atomics.load(words, control.ACTIVE) > 0) {
    if (performance.now() - start < SPIN) continue
    if (helperFailures() > failures) return false
    await turn()
  }
  return true
}

function stopped(): Io {
  return new Io({
    where: 'helper thread',
    expected: 'that it runs to its end',
    found: 'that the system stopped it',
    next: 'Run again with { threads: 1 }, or with more memory.',
  })
}

function missingKernels(name: KernelName): Numerical {
  return new Numerical({
    where: `kernels ${name}`,
    expected: 'WebAssembly that runs them',
    found: 'a machine without it',
    next: 'Leave the choice of kernels open.',
  })
}
