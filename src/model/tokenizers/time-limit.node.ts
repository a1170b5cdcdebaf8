import process from 'node:process'
import { Script } from 'node:vm'
import { isMainThread } from 'node:worker_threads'
import type { TimeLimit } from './time-limit.js'

/** Where a script, which has no arguments, finds the work that it is to do. */
const WORK = 'tokenprism: work with a time limit'
const place = globalThis as unknown as Record<string, (() => unknown) | undefined>

let script: Script | undefined

/**
 * Of all code only a script can have a time limit in Node: another thread watches the clock, and V8 unwinds the stack, that of
 * a regular expression included. It costs 0.1 ms.
 */
export const timeLimit: TimeLimit = {
  run<T>(milliseconds: number, work: () => T, tooLate: () => Error): T {
    script ??= new Script(`globalThis[${JSON.stringify(WORK)}]()`)
    // Signals are the main thread's.
    const options = { timeout: milliseconds, breakOnSigint: isMainThread, displayErrors: false }
    place[WORK] = work
    try {
      return script.runInThisContext(options) as T
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw tooLate()
      if (code !== 'ERR_SCRIPT_EXECUTION_INTERRUPTED') throw error
      // The watch kept it from those who listen for it, and from the system, which ends a process where nobody does.
      process.kill(process.pid, 'SIGINT')
      throw new DOMException('stopped by SIGINT', 'AbortError')
    } finally {
      Reflect.deleteProperty(place, WORK)
    }
  },
}
