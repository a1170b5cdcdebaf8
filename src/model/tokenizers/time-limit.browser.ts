import type { TimeLimit } from './time-limit.js'

/** A page has no clock that stops its own thread: what must be stopped runs in a worker, which the page can end. */
export const timeLimit: TimeLimit = { run: (_milliseconds, work) => work() }
