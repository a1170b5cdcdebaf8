/** A named list of words that anyone can add to: one such object a file. */
export interface Preset {
  /** What `--set` takes. */
  readonly name: string
  /** One line for a person. */
  readonly description: string
  readonly words: readonly string[]
}
