import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Collects garbage now, in some 5 ms. Left alone, V8 keeps what lies outside of its heap (the pool of controls, pixels of
 * drawings) far longer than this process has use for it: 50 MB at the peak.
 */
export function collectGarbage(): void {
  collect ??= collector()
  collect()
}

let collect: (() => void) | undefined

function collector(): () => void {
  // Set for good: flags are those of all threads, and one that took it back could do so just before another looks.
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
}

/** Garbage of a large tokenizer's files is worth a collection; that of a small one is not. */
const LARGE_HEAP = 40e6

/** Collects garbage if the heap has become large: after a tokenizer of 128,000 tokens half of 100 MB are of no use any more. */
export function collectMuchGarbage(): void {
  if (getHeapStatistics().used_heap_size > LARGE_HEAP) collectGarbage()
}

/**
 * Keeps the part of the heap where new objects lie as small as it is at first. V8 would let it grow to three times 16 MB, which
 * saves this program no time that could be measured. A thread that starts sets the factor back for all, so it is set again then.
 *
 * Source: V8's heap.cc, Heap::ConfigureHeap, which raises a growth factor below 2 to 2.
 */
export function keepYoungGenerationSmall(): void {
  const keep = (): void => {
    setFlagsFromString('--semi-space-growth-factor=1')
  }
  keep()
  process.on('worker', (worker) => worker.once('online', keep))
}
