import { Io, Numerical } from '../../errors.js'
import { availableThreads, forgetMemory, helperFailures, helpers } from '../threads/crew.js'
import type { Helper } from '../threads/threads.js'
import { plainKernels } from '../plain/plain.js'
import { Arena } from './arena.js'
import type { Address, KernelName, Kernels } from './kernels.js'
import {
  type CompiledKernels,
  compileKernels,
  fastestKernels,
  instantiateKernels,
  kernelMemory,
} from './wasm.js'

/** The arguments of one call of a kernel; the thread's room is added behind them. */
export type Call = readonly number[]

type KernelFunction = (...args: number[]) => number | undefined

/** Where and how a computation runs. */
export interface EngineOptions {
  /** A set of kernels; by default the fastest that runs here. */
  readonly kernels?: KernelName | undefined
  /** Threads at most, this one counted; by default as many as processors, if there is enough to do. */
  readonly threads?: number | undefined
  readonly signal?: AbortSignal | undefined
}

// Words of the control block at the beginning of the memory; `threads/helper.ts` has the same numbers.
const CURRENT = 4
const NEXT = 5
const ACTIVE = 6
const FAILED = 7

/** Milliseconds after which whatever else waits for this thread gets its turn. */
const BREATH = 50

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

  /** Bytes that its memory has grown to. */
  get size(): number {
    return this.arena.buffer.byteLength
  }

  /** Threads that its jobs may run on. */
  get threads(): number {
    return this.#threads
  }

  /**
   * Prepares for a computation.
   *
   * @param work operations that it will take, roughly: helpers are started only where they pay
   */
  begin(options: EngineOptions, work: number): void {
    const most = this.#compiled?.shared
      ? (options.threads ?? (work > PAYS ? availableThreads : 1))
      : 1
    this.#threads = Math.max(1, most)
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
        if (this.#call(kernel, call)) throw failed(kernel)
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
    const words = new Int32Array(this.arena.buffer, 0, 256)
    const id = ++lastId
    Atomics.store(words, NEXT, 0)
    Atomics.store(words, FAILED, 0)
    Atomics.store(words, CURRENT, id)
    const failures = helperFailures()
    crew.forEach((helper, i) => {
      const room = this.#rooms + (i + 1) * this.#roomBytes
      const known = this.#known.has(helper)
      const first = known ? {} : { memory: this.#memory, module: this.#compiled?.module }
      this.#known.add(helper)
      helper.post({ memoryId: this.id, id, kernel, calls, room, ...first })
    })
    try {
      for (;;) {
        const call = Atomics.add(words, NEXT, 1)
        if (call >= calls.length) break
        if (this.#call(kernel, calls[call])) Atomics.store(words, FAILED, 1)
        await this.breathe()
      }
    } finally {
      Atomics.store(words, CURRENT, 0)
      await idle(words, failures)
    }
    if (Atomics.load(words, FAILED) !== 0) throw failed(kernel)
  }
}

/** Operations above which the start of a helper (22 ms) is worth its while: some 40 ms of one thread. */
const PAYS = 8e8

async function idle(words: Int32Array, failures: number): Promise<void> {
  const start = performance.now()
  while (Atomics.load(words, ACTIVE) > 0) {
    if (performance.now() - start < SPIN) continue
    if (helperFailures() > failures) throw stopped()
    await turn()
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}

function failed(kernel: string): Numerical {
  return new Numerical({
    where: `decomposition (${kernel})`,
    expected: 'eigenvalues that converge',
    found: 'one that does not settle',
    next: 'Report this matrix: it should not happen for finite input.',
  })
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
