import type { FormatTokens } from '../formats/format-tokens.js'
import { WORD_RULES, byteLevelDefinition } from './byte-level-bpe.js'
import type { TokenizerDefinition } from './definition.js'
import { addedToken } from './settings.js'
import { PIECE } from './sentencepiece.js'
import { sentencePieceDefinition } from './sentencepiece-definition.js'
import { wordPieceDefinition } from './word-piece.js'

/**
 * The vocabulary of a GGUF file as the parts of a `tokenizer.json`.
 *
 * @returns a sentence that says why, where the file does not hold enough for that
 * @see https://github.com/ggml-org/llama.cpp/blob/b4600/src/llama-vocab.cpp
 */
export function ggufDefinition(own: FormatTokens): TokenizerDefinition | string {
  const kind = own.tokenizerModel
  if (kind === 'llama' || kind === 't5') return ggufSentencePiece(own, kind)
  if (kind === 'gpt2') return ggufByteLevel(own)
  if (kind === 'bert') return ggufWordPiece(own)
  return kind === undefined ? 'the file names no tokenizer' : `the tokenizer ${kind}`
}

function ggufSentencePiece(own: FormatTokens, kind: 'llama' | 't5'): TokenizerDefinition | string {
  const { tokens, scores, tokenTypes } = own
  if (!scores) return 'the file has no scores of its tokens'
  const charsmap = metadata(own, 'precompiled_charsmap')
  return sentencePieceDefinition({
    kind: kind === 't5' ? 'Unigram' : 'BPE',
    pieces: tokens.map((text, id) => ({
      text,
      score: scores[id] ?? 0,
      type: tokenTypes?.[id] ?? PIECE.normal,
    })),
    normalizer: kind === 't5' ? 'nmt_nfkc' : 'identity',
    charsmap:
      charsmap instanceof Uint8Array || Array.isArray(charsmap)
        ? Uint8Array.from(charsmap as number[])
        : new Uint8Array(0),
    dummyPrefix: metadata(own, 'add_space_prefix') !== false,
    removeExtraSpaces: metadata(own, 'remove_extra_whitespaces') === true,
    spaceIsSuffix: false,
  })
}

function ggufByteLevel(own: FormatTokens): TokenizerDefinition | string {
  const { tokens, merges } = own
  if (!merges) return 'the file has no merges'
  const pre = metadata(own, 'pre')
  const name = typeof pre === 'string' ? pre : undefined
  const rule = name === undefined ? undefined : WORD_RULES.get(name)
  if (rule === undefined) return `a rule for cutting words that is not known (${name ?? 'unnamed'})`
  return byteLevelDefinition({
    vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
    merges,
    added: addedTokens(own),
    rule,
    compose: name === 'qwen2',
    ignoreMerges: /^(llama3|llama-v3|llama-bpe)$/.test(name ?? ''),
    prefixSpace: metadata(own, 'add_space_prefix') === true,
  })
}

/** The tokens of a GGUF file as its kind of tokenizer writes them. */
export function ggufTokens(own: FormatTokens): readonly string[] {
  return own.tokenizerModel === 'bert' ? wordPieces(own) : own.tokens
}

function ggufWordPiece(own: FormatTokens): TokenizerDefinition {
  return wordPieceDefinition(wordPieces(own), { config: {}, parts: new Map(), added: [] })
}

/** llama.cpp turns BERT's marks around: `▁word` begins a word, `ing` continues one. Here they are as BERT has them. */
function wordPieces({ tokens, tokenTypes }: FormatTokens): string[] {
  return tokens.map((token, id) => {
    const type = tokenTypes?.[id] ?? PIECE.normal
    if (type !== PIECE.normal || /^\[.+\]$/.test(token)) return token
    return token.startsWith('▁') ? token.slice(1) : `##${token}`
  })
}

/** Tokens that never come from merging: control tokens, which are special, and user-defined ones. */
function addedTokens({ tokens, tokenTypes }: FormatTokens): TokenizerDefinition['added_tokens'] {
  return tokens.flatMap((content, id) => {
    const type = tokenTypes?.[id]
    if (type !== PIECE.control && type !== PIECE.userDefined) return []
    return [addedToken(id, { content, special: type === PIECE.control })]
  })
}

function metadata({ metadata: keys }: FormatTokens, name: string): unknown {
  return keys?.get(`ggml.${name}`)
}
