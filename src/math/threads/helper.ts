// The program of a helper thread: it is inlined as text by kernels/build.js, so it imports nothing.
// It waits for jobs without keeping a process alive, and takes calls of a job from a counter that all threads share.

interface Job {
  /** Of the memory, which comes along the first time. */
  readonly memoryId: number
  readonly memory?: WebAssembly.Memory
  readonly module?: WebAssembly.Module
  /** Forget this memory. */
  readonly drop?: true
  readonly id: number
  readonly kernel: string
  readonly calls: readonly (readonly number[])[]
  /** The address of memory that is this thread's own. */
  readonly room: number
}

type KernelFunction = (...args: number[]) => number | undefined

// Words of the control block at the beginning of the memory; `control.ts` has the same numbers.
const CURRENT = 4
const NEXT = 5
const ACTIVE = 6
const FAILED = 7

declare const port: { onmessage: ((event: { data: Job }) => void) | null }

const engines = new Map<number, { exports: WebAssembly.Exports; words: Int32Array }>()

port.onmessage = ({ data: job }) => {
  if (job.drop) {
    engines.delete(job.memoryId)
    return
  }
  let engine = engines.get(job.memoryId)
  if (!engine) {
    const { memory, module } = job
    if (!memory || !module) return
    const { exports } = new WebAssembly.Instance(module, { env: { memory } })
    engine = { exports, words: new Int32Array(memory.buffer, 0, 256) }
    engines.set(job.memoryId, engine)
  }
  const { exports, words } = engine
  const kernel = exports[job.kernel] as KernelFunction
  // First be seen, then look whether the job is still on: its owner closes it first and then waits for the seen.
  Atomics.add(words, ACTIVE, 1)
  try {
    while (Atomics.load(words, CURRENT) === job.id) {
      const call = Atomics.add(words, NEXT, 1)
      if (call >= job.calls.length) break
      if (kernel(...job.calls[call], job.room)) Atomics.store(words, FAILED, 1)
    }
  } catch {
    // A trap is a failure of the job; the owner tells it.
    Atomics.store(words, FAILED, 2)
  } finally {
    Atomics.sub(words, ACTIVE, 1)
  }
}
