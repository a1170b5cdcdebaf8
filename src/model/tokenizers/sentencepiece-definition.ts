import type { TokenizerDefinition } from './definition.js'
import { PIECE, type SentencePiece, type SentencePieceModel } from './sentencepiece.js'

/** Normalizers whose rules the tokenizer library knows by itself. */
const KNOWN_RULES = ['identity', 'nmt_nfkc', 'nfkc', 'nmt_nfkc_cf', 'nfkc_cf']

/**
 * SentencePiece's BPE or Unigram as the parts of a `tokenizer.json`. Spaces become `▁` in the normaliser (Prepend and
 * Replace), not by Metaspace, which would not put a second `▁` before a text that begins with a space.
 *
 * @returns a sentence that says why, for a model that does something else
 */
export function sentencePieceDefinition(model: SentencePieceModel): TokenizerDefinition | string {
  const { pieces, kind } = model
  if (kind === 'word' || kind === 'char') return `SentencePiece’s ${kind} model`
  if (model.spaceIsSuffix) return 'SentencePiece with the space at the end of words'
  if (model.charsmap.length > 0 && !KNOWN_RULES.includes(model.normalizer))
    return `SentencePiece with normalisation rules of its own (${model.normalizer || 'unnamed'})`
  const unknown = pieces.findIndex(({ type }) => type === PIECE.unknown)
  const bytes = pieces.filter(({ type }) => type === PIECE.byte).length === 256
  return {
    added_tokens: pieces.flatMap(({ text, type }, id) =>
      type === PIECE.userDefined ? [userDefined(id, text, model)] : [],
    ),
    normalizer: { type: 'Sequence', normalizers: normalizers(model) },
    pre_tokenizer: null,
    post_processor: null,
    decoder: { type: 'Replace', pattern: { String: '▁' }, content: ' ' },
    model:
      kind === 'BPE'
        ? {
            type: 'BPE',
            vocab: Object.fromEntries(pieces.map(({ text }, id) => [text, id])),
            merges: mergesOf(pieces),
            unk_token: pieces[unknown]?.text ?? null,
            fuse_unk: true,
            byte_fallback: bytes,
          }
        : {
            type: 'Unigram',
            vocab: unigramPieces(pieces),
            unk_id: unknown,
            byte_fallback: bytes,
          },
  }
}

/**
 * The merges that pieces of a BPE imply: a piece comes from any two pieces that make it up, and the better its score,
 * the earlier it is merged. Control, byte and unused pieces never come from text.
 *
 * @returns pairs, best first
 */
export function mergesOf(pieces: readonly SentencePiece[]): [string, string][] {
  const usable = new Map(
    pieces.flatMap(({ text, type }, id) =>
      type === PIECE.normal || type === PIECE.userDefined ? [[text, id] as const] : [],
    ),
  )
  const found: { left: number; right: number; whole: number }[] = []
  for (const [text, whole] of usable) {
    let at = 0
    for (const character of text) {
      at += character.length
      if (at === text.length) break
      const left = usable.get(text.slice(0, at))
      const right = usable.get(text.slice(at))
      if (left !== undefined && right !== undefined) found.push({ left, right, whole })
    }
  }
  const score = (id: number): number => pieces[id].score
  found.sort(
    (a, b) =>
      score(b.whole) - score(a.whole) || a.whole - b.whole || a.left - b.left || a.right - b.right,
  )
  return found.map(({ left, right }) => [pieces[left].text, pieces[right].text])
}

function normalizers(model: SentencePieceModel): object[] {
  const { normalizer, charsmap, removeExtraSpaces: tidy, dummyPrefix } = model
  const replace = (pattern: object, content: string): object => ({
    type: 'Replace',
    pattern,
    content,
  })
  return [
    ...(charsmap.length > 0 ? [{ type: 'Precompiled', precompiled_charsmap: null }] : []),
    ...(normalizer.endsWith('_cf') ? [{ type: 'Lowercase' }] : []),
    // A text of spaces alone becomes nothing, and gets no space before it.
    ...(tidy ? [replace({ Regex: '\\A +|[ ▁]+\\z' }, ''), replace({ Regex: ' {2,}' }, ' ')] : []),
    ...(dummyPrefix && tidy ? [replace({ Regex: '\\A(?!\\z)' }, '▁')] : []),
    ...(dummyPrefix && !tidy ? [{ type: 'Prepend', prepend: '▁' }] : []),
    replace({ String: ' ' }, '▁'),
  ]
}

/**
 * The pieces of Unigram. Those that never come from text go by a name that no text has: the library would find
 * `<s>` in a text that spells it. The model's own names are put back by id.
 */
function unigramPieces(pieces: readonly SentencePiece[]): [string, number][] {
  return pieces.map(({ text, score, type }, id) => [
    type === PIECE.control || type === PIECE.unknown || type === PIECE.unused
      ? `\u{10ffff}${id}`
      : text,
    score,
  ])
}

/**
 * A symbol that is never cut. Where every text gets a space before it, the symbol is looked for in the text as it is
 * (else the space would be asked for, too); where not, in the normalised text, as symbols may be runs of `▁`.
 */
function userDefined(
  id: number,
  content: string,
  { dummyPrefix }: SentencePieceModel,
): TokenizerDefinition['added_tokens'][number] {
  return {
    id, content, special: false, normalized: !dummyPrefix,
    lstrip: false, rstrip: false, single_word: false,
  } // prettier-ignore
}
