import { beyondLimit } from './malformed.js'

/** More than any model has in one file: the largest mixtures of experts have some 100,000, in many shards. */
export const MAX_TENSORS = 250_000

/** An amount that the parts of one file may use up together. */
export class Budget {
  readonly #file: { readonly name: string }
  readonly #what: string
  readonly #limit: number
  #left: number

  /**
   * @param file for messages
   * @param what of which there may be `limit`: 'tensors', 'values in arrays'
   */
  constructor(file: { readonly name: string }, what: string, limit: number) {
    this.#file = file
    this.#what = what
    this.#limit = this.#left = limit
  }

  /**
   * Notes a use before anything is allocated for it.
   *
   * @throws {LimitExceeded} when it is more than is left
   */
  take(amount: number): void {
    this.#left -= amount
    if (this.#left < 0)
      throw beyondLimit(this.#file, `at most ${this.#limit} ${this.#what}`, 'more')
  }
}
