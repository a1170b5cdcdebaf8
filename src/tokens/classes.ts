import type { Vocabulary } from '../model/vocabulary.js'

/** What a row is, when it is not an ordinary token. */
export type TokenClass = 'ordinary' | 'special' | 'unused' | 'byte' | 'padding'

/** Reserved slots, by name: `[unused12]`, `<unused7>`, `<|reserved_special_token_3|>`. */
const UNUSED = /^[[<]\|?(?:unused|reserved(?:_special_token)?)[_-]?\d+\|?[\]>]$/i

/** SentencePiece's fallback bytes: `<0x0A>`. */
const BYTE = /^<0x[0-9A-F]{2}>$/i

/** The class of one id. */
export function tokenClass(vocabulary: Vocabulary, id: number): TokenClass {
  const token = vocabulary.tokens[id]
  if (token === undefined) return 'padding'
  if (UNUSED.test(token)) return 'unused'
  if (vocabulary.special.has(id)) return 'special'
  return BYTE.test(token) ? 'byte' : 'ordinary'
}

/** The ids of all ordinary tokens, ascending. */
export function ordinaryIds(vocabulary: Vocabulary): Uint32Array {
  const ids = Uint32Array.from({ length: vocabulary.size }, (_, id) => id)
  return ids.filter((id) => tokenClass(vocabulary, id) === 'ordinary')
}
