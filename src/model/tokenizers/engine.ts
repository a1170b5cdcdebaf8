import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers'
import { Malformed } from '../../errors.js'
import type { Piece, TokenizerKind } from '../tokenizer.js'
import { type Rules, boundGrowth } from './growth.js'
import type { Spelling } from './spelling.js'
import { type Within, withinSeconds } from './within.js'

/** The part of the library in use. Its own declarations have no file extensions, which NodeNext cannot follow. */
interface Engine extends Rules {
  readonly model: {
    /** Index is the id; a sparse array. */
    readonly vocab: readonly (string | undefined)[]
    readonly tokens_to_ids: ReadonlyMap<string, number>
  }
  encode(
    text: string,
    options: { add_special_tokens: boolean },
  ): { ids: (number | undefined)[]; tokens: string[] }
  get_added_tokens_decoder(): Map<number, { id: number; special: boolean }>
}

const Engine = HuggingFaceTokenizer as unknown as new (
  definition: object,
  settings: object,
) => Engine

/** An id beyond this is refused: the library would make a list that long. Ten times the largest vocabulary known. */
const MAX_ID = 4_194_304

/** Seconds for setting a definition to work: Gemma 3's takes 2. */
const LONGEST_START = 60

/** Seconds for cutting some words. A thousand take 50 ms. */
const LONGEST_CUT = 5

/** A `tokenizer.json`, or what was converted into one, at work. */
export interface EngineTokenizer {
  encode(text: string): readonly Piece[]
  /** The time limit of `encode`, for several calls at once. */
  readonly within: Within
  /** Every token with its id, added ones included. */
  readonly entries: readonly (readonly [string, number])[]
  readonly special: readonly number[]
  readonly added: readonly number[]
}

/**
 * Sets a definition to work.
 *
 * @param where the file, for messages
 * @throws {Malformed} when it is not the definition of a tokenizer, here or once it is used
 * @throws {LimitExceeded} when its patterns take too long, here or once it is used
 */
export function engineTokenizer(
  definition: object,
  settings: object,
  where: string,
): EngineTokenizer {
  const start = withinSeconds(LONGEST_START, where, 'a tokenizer that is ready')
  const within = withinSeconds(LONGEST_CUT, where, 'patterns that cut words')
  return start(() =>
    ofDefinition(where, () => {
      requireIds(definition)
      const engine = new Engine(tellingUnknown(definition), settings)
      boundGrowth(engine)
      const added = [...engine.get_added_tokens_decoder().values()]
      const entries = Array.from(engine.model.vocab, (token, id) => [token, id] as const)
      const toBytes = fallsBackToBytes(definition)
      return {
        encode: (text) => within(() => ofDefinition(where, () => encode(engine, text, toBytes))),
        within,
        entries: entries.filter((entry): entry is [string, number] => entry[0] !== undefined),
        special: added.filter((token) => token.special).map(({ id }) => id),
        added: added.map(({ id }) => id),
      }
    }),
  )
}

/** Whatever goes wrong in the library is the definition's fault. */
function ofDefinition<T>(where: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw new Malformed(
      {
        where,
        expected: 'the definition of a tokenizer',
        found: cause instanceof Error ? cause.message : String(cause),
        next: 'Download or copy the file again.',
      },
      { cause },
    )
  }
}

/** The kind of a definition's model, for people. */
export function kindOf(definition: object, spelling: Spelling): TokenizerKind {
  const { model } = definition as { model?: { type?: unknown; vocab?: unknown; merges?: unknown } }
  const type = typeof model?.type === 'string' ? model.type : undefined
  if (type === 'WordPiece' || type === 'Unigram' || type === 'WordLevel') return type
  if (type === 'BPE' || model?.merges !== undefined)
    return spelling === 'byte-level' ? 'byte-level BPE' : 'BPE'
  return Array.isArray(model?.vocab) ? 'Unigram' : 'WordPiece'
}

/**
 * The library gives unknown text as it was; with bytes to fall back on, those of Unigram are put in here. Where a part of a text
 * has neither a token nor an unknown token to stand for it, the text has no pieces: those of its other parts would pass for it.
 */
function encode(engine: Engine, text: string, toBytes: boolean): Piece[] {
  const { model } = engine
  const { ids, tokens } = engine.encode(text, { add_special_tokens: false })
  const pieces = tokens.flatMap((token, i) => {
    const id = ids[i]
    if (model.tokens_to_ids.has(token) && id !== undefined) return [{ id, token }]
    if (toBytes) return byteNames(token).map((name) => ({ id: idOf(model, name), token: name }))
    return token === '' ? [] : [{ id: id ?? NaN, token: model.vocab[id ?? -1] ?? token }]
  })
  // A missing id is undefined, or −1 of Unigram, or NaN of a byte.
  return pieces.every(({ id }) => id >= 0) ? pieces : []
}

function idOf({ tokens_to_ids: ids }: Engine['model'], token: string): number {
  return ids.get(token) ?? NaN
}

/** `<0xF0>` for each byte of a text in UTF-8. */
function byteNames(text: string): string[] {
  return Array.from(
    new TextEncoder().encode(text),
    (byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
  )
}

function fallsBackToBytes(definition: object): boolean {
  const { model } = definition as { model?: { byte_fallback?: unknown; vocab?: unknown } }
  return model?.byte_fallback === true && Array.isArray(model.vocab)
}

/** Stands for what a BPE without an unknown token has no token for: the library would leave it out without a word. */
const UNKNOWN = '\u{10ffff}'

function tellingUnknown(definition: object): object {
  const { model } = definition as { model?: { merges?: unknown; unk_token?: unknown } }
  return model?.merges === undefined || typeof model.unk_token === 'string'
    ? definition
    : { ...definition, model: { ...model, unk_token: UNKNOWN } }
}

function requireIds(definition: object): void {
  const { model, added_tokens: added } = definition as Readonly<Record<string, unknown>>
  const vocab = (model as { vocab?: unknown } | null | undefined)?.vocab
  const ids = Array.isArray(vocab)
    ? [vocab.length - 1]
    : Object.values((vocab ?? {}) as Readonly<Record<string, unknown>>)
  const others = Array.isArray(added) ? added.map((token) => (token as { id?: unknown }).id) : []
  const isNone = (id: unknown): boolean =>
    typeof id !== 'number' || !Number.isInteger(id) || id < 0 || id > MAX_ID
  for (const list of [ids, others]) {
    const at = list.findIndex(isNone)
    if (at >= 0) throw new Error(`an id that is none: ${JSON.stringify(list[at])}`)
  }
}
