// The program of a helper thread: it is inlined as text by kernels/build.js, so it imports nothing.
// A message wakes it and names a memory; what is to be done stands in that memory's control block. It takes calls of a
// job from a counter that all threads share, and then listens for the next job there for a moment, as computations come
// in steps: being woken by a message takes some 0.2 ms. Listening ends by itself, so that it never keeps a process alive.

interface Summons {
  /** Of the memory, which comes along the first time. */
  readonly memoryId: number
  readonly memory?: WebAssembly.Memory
  readonly module?: WebAssembly.Module
  /** Which of the helpers this is, from 0. */
  readonly index: number
  /** Forget this memory. */
  readonly drop?: true
}

type KernelFunction = (...args: number[]) => number | undefined

interface Engine {
  readonly exports: WebAssembly.Exports
  /** Of the kernels, in the order that numbers them. */
  readonly names: readonly string[]
  readonly memory: WebAssembly.Memory
  readonly words: Int32Array
}

// Words of the control block at the beginning of the memory; `kernels/control.ts` has the same numbers and their meanings.
const CURRENT = 4
const NEXT = 5
const ACTIVE = 6
const FAILED = 7
const LISTENING = 8
const HELPERS = 9
const KERNEL = 10
const CALLS = 11
const COUNT = 12
const WIDTH = 13
const ROOMS = 14
const ROOM_BYTES = 15

/** How often it looks for the next job before it sleeps: some 20 µs, in which most steps that follow come. */
const LOOKS = 500

/** Milliseconds that it sleeps there before it goes back to its messages. */
const PATIENCE = 1

declare const port: { onmessage: ((event: { data: Summons }) => void) | null }

const engines = new Map<number, Engine>()

port.onmessage = ({ data: { memoryId, memory, module, index, drop } }) => {
  if (drop) {
    engines.delete(memoryId)
    return
  }
  let engine = engines.get(memoryId)
  if (!engine) {
    if (!memory || !module) return
    const { exports } = new WebAssembly.Instance(module, { env: { memory } })
    const words = new Int32Array(memory.buffer, 0, 256)
    engine = { exports, names: Object.keys(exports).sort(), memory, words }
    engines.set(memoryId, engine)
  }
  listen(engine, index)
}

function listen(engine: Engine, index: number): void {
  const { words } = engine
  const own = 1 << index
  Atomics.or(words, LISTENING, own)
  for (let done = 0; ;) {
    const seen = Atomics.load(words, CURRENT)
    if (seen !== 0 && seen !== done) {
      work(engine, index, seen)
      done = seen
      continue
    }
    for (let i = 0; i < LOOKS && Atomics.load(words, CURRENT) === seen; i++);
    if (Atomics.wait(words, CURRENT, seen, PATIENCE) !== 'timed-out') continue
    Atomics.and(words, LISTENING, ~own)
    // Whoever posted a job just before counts on this thread.
    if (Atomics.load(words, CURRENT) === seen) return
    Atomics.or(words, LISTENING, own)
  }
}

function work({ exports, names, memory, words }: Engine, index: number, id: number): void {
  // First be seen, then look whether the job is still on: its owner closes it first and then waits for the seen.
  Atomics.add(words, ACTIVE, 1)
  try {
    if (Atomics.load(words, CURRENT) !== id || index >= words[HELPERS]) return
    const kernel = exports[names[words[KERNEL]]] as KernelFunction
    const [count, width] = [words[COUNT], words[WIDTH]]
    const at = words[CALLS] >>> 0
    // A memory that has just grown elsewhere may not be seen in full yet: then the others do it all.
    if (memory.buffer.byteLength < at + count * width * 8) return
    const calls = new Float64Array(memory.buffer, at, count * width)
    const room = (words[ROOMS] >>> 0) + (index + 1) * (words[ROOM_BYTES] >>> 0)
    while (Atomics.load(words, CURRENT) === id) {
      const call = Atomics.add(words, NEXT, 1)
      if (call >= count) break
      if (kernel(...calls.subarray(call * width, (call + 1) * width), room))
        Atomics.store(words, FAILED, 1)
    }
  } catch {
    // A trap is a failure of the job; the owner tells it.
    Atomics.store(words, FAILED, 2)
  } finally {
    Atomics.sub(words, ACTIVE, 1)
  }
}
