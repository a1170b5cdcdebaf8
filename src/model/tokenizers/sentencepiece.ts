import { Malformed } from '../../errors.js'
import { float32Of, protobufFields } from './protobuf.js'

/** What a piece of a SentencePiece vocabulary is; GGUF files use the same numbers. */
export const PIECE = {
  normal: 1,
  unknown: 2,
  control: 3,
  userDefined: 4,
  unused: 5,
  byte: 6,
} as const

/** One piece; its index is its id. */
export interface SentencePiece {
  readonly text: string
  /** A log probability (Unigram), or minus the order of its merge (BPE). */
  readonly score: number
  /** One of `PIECE`. */
  readonly type: number
}

/** What a SentencePiece model says. */
export interface SentencePieceModel {
  readonly pieces: readonly SentencePiece[]
  readonly kind: 'Unigram' | 'BPE' | 'word' | 'char'
  /** The name of the rules that normalise text: `identity`, `nmt_nfkc`, … */
  readonly normalizer: string
  /** Compiled rules; empty for `identity`. */
  readonly charsmap: Uint8Array
  /** Whether a space is put before every text. */
  readonly dummyPrefix: boolean
  /** Whether spaces at the ends, and all but one between words, are taken away. */
  readonly removeExtraSpaces: boolean
  /** Whether the space belongs to the end of the word before it. */
  readonly spaceIsSuffix: boolean
}

const KINDS = { 1: 'Unigram', 2: 'BPE', 3: 'word', 4: 'char' } as const

/** XLM-R's, the largest in wide use but one, has 250,002 pieces; Gemma's 262,144. */
const MAX_PIECES = 4_194_304

/**
 * Reads a SentencePiece model: `tokenizer.model`, `spiece.model`, `sentencepiece.bpe.model`.
 *
 * @param where the file, for messages
 * @throws {Malformed} when it is not such a file
 * @see https://github.com/google/sentencepiece/blob/v0.2.0/src/sentencepiece_model.proto
 */
export function readSentencePiece(bytes: Uint8Array, where: string): SentencePieceModel {
  const pieces: SentencePiece[] = []
  let [kind, suffix, charsmap, prefix, extra]: [number, boolean, Uint8Array, boolean, boolean] =
    [1, false, new Uint8Array(0), true, true] // prettier-ignore
  let normalizer = 'identity'
  const text = (utf8: Uint8Array): string => decodeText(utf8, where)
  for (const field of protobufFields(bytes, where)) {
    if (field.number === 1) pieces.push(readPiece(field.bytes, where, text))
    if (field.number === 2)
      for (const { number, varint } of protobufFields(field.bytes, where)) {
        if (number === 3) kind = varint
        if (number === 24) suffix = varint !== 0
      }
    if (field.number === 3)
      for (const { number, varint, bytes: value } of protobufFields(field.bytes, where)) {
        if (number === 1) normalizer = text(value)
        if (number === 2) charsmap = value
        if (number === 3) prefix = varint !== 0
        if (number === 4) extra = varint !== 0
      }
    if (pieces.length > MAX_PIECES) throw malformed(where, `more than ${MAX_PIECES} pieces`)
  }
  const known = KINDS[kind as keyof typeof KINDS]
  if (!known) throw malformed(where, `the model type ${kind}`)
  if (pieces.length === 0) throw malformed(where, 'no pieces')
  return {
    pieces,
    kind: known,
    normalizer,
    charsmap,
    dummyPrefix: prefix,
    removeExtraSpaces: extra,
    spaceIsSuffix: suffix,
  }
}

function readPiece(
  bytes: Uint8Array,
  where: string,
  text: (utf8: Uint8Array) => string,
): SentencePiece {
  let piece: SentencePiece = { text: '', score: 0, type: PIECE.normal }
  for (const { number, varint, bytes: value } of protobufFields(bytes, where)) {
    if (number === 1) piece = { ...piece, text: text(value) }
    if (number === 2) piece = { ...piece, score: float32Of(value) }
    if (number === 3) piece = { ...piece, type: varint }
  }
  if (Number.isNaN(piece.score)) throw malformed(where, `a piece ${piece.text} without a score`)
  return piece
}

function decodeText(utf8: Uint8Array, where: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(utf8)
  } catch (cause) {
    throw malformed(where, 'a piece that is not UTF-8', cause)
  }
}

function malformed(where: string, found: string, cause?: unknown): Malformed {
  return new Malformed(
    {
      where,
      expected: 'a SentencePiece model',
      found,
      next: 'Download or copy the file again.',
    },
    { cause },
  )
}
