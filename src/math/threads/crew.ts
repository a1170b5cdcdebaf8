import { threads } from '#workers'
import { HELPER } from '../kernels/binaries.js'
import type { Helper } from './threads.js'

/** The helper threads of this process: started when there is work for them, and shared by all that computes. */
const crew: Helper[] = []

let failures = 0

/** Processors that this process may use, and so threads that are worth having. */
export const availableThreads: number = threads.available

/**
 * Up to so many helpers; fewer where threads cannot be had.
 */
export function helpers(count: number): readonly Helper[] {
  while (crew.length < count) {
    const helper = threads.start(HELPER, () => {
      failures++
      crew.splice(0).forEach((each) => {
        each.terminate()
      })
    })
    if (!helper) break
    crew.push(helper)
  }
  return crew.slice(0, count)
}

/** How often a helper has stopped by itself since the program began. */
export function helperFailures(): number {
  return failures
}

/** Tells all helpers to forget a memory. */
export function forgetMemory(memoryId: number): void {
  for (const helper of crew) helper.post({ memoryId, drop: true })
}

/**
 * Ends all helpers: when there is nothing to compute for a while, as each holds some 10 MB and whatever memory of kernels it
 * has seen since its garbage was last collected. They start again when there is work. Not while a computation runs.
 */
export function dismissHelpers(): void {
  crew.splice(0).forEach((helper) => {
    helper.terminate()
  })
}

/** How many helpers there are now. */
export function crewSize(): number {
  return crew.length
}
