import { availableThreads, crewSize } from '../threads/crew.js'

/**
 * Operations for which the start of a helper (22 ms, and 9 MB as long as it lives) is worth its while: some 40 ms of one thread.
 * As many helpers are started as there is that much for each.
 */
const STARTING_PAYS = 8e8

/** Operations above which a helper that is there is worth its being woken (0.2 ms): some 2 ms of one thread. */
const SHARING_PAYS = 4e7

/** Each helper has a bit in a word. */
const MOST = 32

/**
 * How many threads a computation on shared memory runs on, the calling one counted: those whose start or waking pays.
 *
 * @param work operations that it will take, roughly
 * @param useful threads beyond which no more pay, whatever the work; all by default
 * @param asked threads that a caller insists on
 * @returns from 1 to 32
 */
export function threadCount(work: number, useful = MOST, asked?: number): number {
  const started = Math.min(availableThreads, 1 + Math.floor(work / STARTING_PAYS))
  const woken = work > SHARING_PAYS ? 1 + crewSize() : 1
  return Math.max(1, Math.min(MOST, asked ?? Math.min(useful, Math.max(started, woken))))
}
