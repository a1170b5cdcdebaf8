import { timeLimit } from '#time-limit'
import { LimitExceeded } from '../../errors.js'

/** Does work under a time limit; work within such work shares the limit that runs already. */
export type Within = <T>(work: () => T) => T

/**
 * A time limit for what a tokenizer's file makes it do: a pattern like `(a+)+$` would try all ways of cutting a word, for
 * longer than anyone lives.
 *
 * @param seconds after which work is stopped
 * @param where the file, for messages
 * @param what is expected of it, for messages
 * @throws {LimitExceeded} from what is returned, in Node; a page has to run it in a worker that it can end
 */
export function withinSeconds(seconds: number, where: string, what: string): Within {
  let running = false
  return (work) => {
    if (running) return work()
    running = true
    try {
      return timeLimit.run(seconds * 1000, work, () => tooSlow(seconds, where, what))
    } finally {
      running = false
    }
  }
}

function tooSlow(seconds: number, where: string, what: string): LimitExceeded {
  return new LimitExceeded({
    where,
    expected: `${what} within ${seconds} s`,
    found: 'no end by then',
    next: 'Take the file from whoever made the model. In this one, look for a pattern (Regex) that repeats what repeats, like (a+)+.',
  })
}
