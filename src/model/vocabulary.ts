/** The tokens beside the rows of an embedding, as the tokenizer's files give them. */
export interface Vocabulary {
  /** As many as the embedding has rows. */
  readonly size: number
  /** Index is the id; undefined where a row has no token (matrices are often padded). */
  readonly tokens: readonly (string | undefined)[]
  /** The id of each token that has a row. */
  readonly ids: ReadonlyMap<string, number>
  /** Ids of the tokens declared special, like `[CLS]` or `<s>`. */
  readonly special: ReadonlySet<number>
}

/**
 * Lines the tokens up with the rows of an embedding. Tokens whose id has no row are left out: some tokenizers
 * reach one beyond their matrix.
 *
 * @param vocabSize rows of the embedding
 * @param entries token and id of every token
 * @param special ids declared special
 */
export function vocabularyOf(
  vocabSize: number,
  entries: Iterable<readonly [string, number]>,
  special: Iterable<number>,
): Vocabulary {
  const tokens = new Array<string | undefined>(vocabSize).fill(undefined)
  const ids = new Map<string, number>()
  for (const [token, id] of entries) {
    if (id >= vocabSize) continue
    tokens[id] = token
    ids.set(token, id)
  }
  return { size: vocabSize, tokens, ids, special: new Set(special) }
}
