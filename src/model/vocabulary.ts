import type { Spelling } from './tokenizers/spelling.js'

/** The tokens beside the rows of an embedding, as the tokenizer's files give them. */
export interface Vocabulary {
  /** As many as the embedding has rows. */
  readonly size: number
  /** Index is the id; undefined where a row has no token (matrices are often padded). */
  readonly tokens: readonly (string | undefined)[]
  /** The id of each token that has a row; of a token that is listed twice, the first. */
  readonly ids: ReadonlyMap<string, number>
  /** How tokens are written: what `Ġ`, `▁` and `##` mean in them. */
  readonly spelling: Spelling
  /** Ids of the tokens declared special, like `[CLS]` or `<s>`. */
  readonly special: ReadonlySet<number>
  /** Ids of the tokens declared as added to the vocabulary; special ones are among them in most files. */
  readonly added: ReadonlySet<number>
  /** Ids declared unused. */
  readonly unused: ReadonlySet<number>
  /** Tokens whose id has no row: some tokenizers reach beyond their matrix. */
  readonly beyond: number
}

/** What a tokenizer says of its tokens. */
export interface VocabularyParts {
  readonly entries: Iterable<readonly [string, number]>
  readonly spelling?: Spelling
  readonly special?: Iterable<number>
  readonly added?: Iterable<number>
  readonly unused?: Iterable<number>
}

/**
 * Lines the tokens up with the rows of an embedding. Tokens whose id has no row are left out, and counted.
 *
 * @param vocabSize rows of the embedding
 */
export function vocabularyOf(
  vocabSize: number,
  { entries, spelling = 'plain', special = [], added = [], unused = [] }: VocabularyParts,
): Vocabulary {
  const tokens = new Array<string | undefined>(vocabSize).fill(undefined)
  const ids = new Map<string, number>()
  let beyond = 0
  for (const [token, id] of entries) {
    if (id < vocabSize) {
      tokens[id] = token
      if (!ids.has(token)) ids.set(token, id)
    } else beyond++
  }
  const withRow = (some: Iterable<number>): Set<number> =>
    new Set([...some].filter((id) => id < vocabSize))
  return {
    size: vocabSize,
    tokens,
    ids,
    spelling,
    special: withRow(special),
    added: withRow(added),
    unused: withRow(unused),
    beyond,
  }
}
