/** What the library does to a text before it looks for tokens; it finds the two functions here at each call. */
export interface Rules {
  normalizer: ((text: string) => string) | null
  pre_tokenizer: ((text: string, options: object) => string[]) | null
}

/** Characters that may become of a text in any case, */
const MOST_CHARACTERS = 1_000_000

/** and how many times as many as it has: Unicode's own normal forms make 18 of one at most. */
const MOST_GROWTH = 20

/**
 * Makes rules fail that blow a text up: twenty that double it make a million of each character, which would be cut and listed
 * one by one.
 */
export function boundGrowth(rules: Rules): void {
  const { normalizer, pre_tokenizer: cut } = rules
  const requireShort = (text: string, made: number): void => {
    if (made > Math.max(MOST_CHARACTERS, MOST_GROWTH * text.length))
      throw new Error(`rules that make ${made} characters of ${text.length}`)
  }
  if (normalizer)
    rules.normalizer = (text) => {
      const out = normalizer(text)
      requireShort(text, out.length)
      return out
    }
  if (cut)
    rules.pre_tokenizer = (text, options) => {
      const parts = cut(text, options)
      requireShort(
        text,
        parts.reduce((sum, part) => sum + part.length, 0),
      )
      return parts
    }
}
