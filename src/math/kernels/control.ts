// Words of the control block, the first KB of an engine's memory, through which its threads agree. `threads/helper.ts`,
// which imports nothing, has the same numbers.

/** The job that is on, 0 when none is. Helpers sleep on it. */
export const CURRENT = 4
/** The call that is taken next. */
export const NEXT = 5
/** Helpers that may be within a call. */
export const ACTIVE = 6
/** Not 0 if a call failed. */
export const FAILED = 7
/** A bit for each helper that looks at this block and needs no message. */
export const LISTENING = 8
/** Helpers that the job has room for. */
export const HELPERS = 9
/** The kernel's number: its place among the names in alphabetical order. */
export const KERNEL = 10
/** Address of the arguments: `COUNT` calls of `WIDTH` float64. */
export const CALLS = 11
export const COUNT = 12
export const WIDTH = 13
/** Address of the threads' rooms, the caller's first, and bytes of each. */
export const ROOMS = 14
export const ROOM_BYTES = 15
