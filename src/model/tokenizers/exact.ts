import type { LoadedTokenizer } from '../tokenizer.js'
import type { Spelling } from './spelling.js'

/**
 * The tokenizer of a table without one: a text is one token if the list has it letter by letter, and nothing else.
 *
 * @param tokens the index is the id; of a token that is listed twice, the first is meant
 * @param note why there is no more than that, for people
 * @param spelling how the tokens are written; by default what their marks suggest
 */
export function exactTokenizer(
  tokens: readonly (string | undefined)[],
  used: readonly string[],
  note: string,
  spelling: Spelling = guessSpelling(tokens),
): LoadedTokenizer {
  const ids = new Map<string, number>()
  tokens.forEach((token, id) => {
    if (token !== undefined && !ids.has(token)) ids.set(token, id)
  })
  return {
    tokenizer: {
      kind: 'exact look-up',
      spelling,
      note,
      encode(text) {
        const id = ids.get(text)
        return id === undefined ? [] : [{ id, token: text }]
      },
      together: (work) => work(),
    },
    entries: tokens.flatMap((token, id) => (token === undefined ? [] : [[token, id] as const])),
    special: [],
    added: [],
    unused: [],
    used,
  }
}

/** By the marks that a tenth of a vocabulary carries. */
function guessSpelling(tokens: readonly (string | undefined)[]): Spelling {
  const share = (mark: string): number =>
    tokens.reduce((sum, token) => sum + (token?.startsWith(mark) ? 1 : 0), 0) / tokens.length
  if (share('▁') > 0.1) return 'sentencepiece'
  if (share('Ġ') > 0.1) return 'byte-level'
  return share('##') > 0.1 ? 'wordpiece' : 'plain'
}
