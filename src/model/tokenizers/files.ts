import { readAll } from '../../bytes/byte-source.js'
import { Malformed } from '../../errors.js'
import type { ModelFiles } from '../model-files.js'
import { requireFewLines } from '../few-parts.js'
import { readJson } from '../read-json.js'
import { bpeDefinition } from './byte-level-bpe.js'
import type { TokenizerDefinition } from './definition.js'
import { requireMerges } from './merges.js'
import { asItsClass } from './sentencepiece-classes.js'
import { sentencePieceDefinition } from './sentencepiece-definition.js'
import { PIECE, readSentencePiece } from './sentencepiece.js'
import { readSettings } from './settings.js'
import type { Spelling } from './spelling.js'
import { isTiktoken, tiktokenTokens } from './tiktoken.js'
import { wordPieceDefinition } from './word-piece.js'

/** What a tokenizer is made from, whatever files it was. */
export interface TokenizerSource {
  /** The parts of a `tokenizer.json`, or why there are none. */
  readonly definition: TokenizerDefinition | Readonly<Record<string, unknown>> | string
  /** `tokenizer_config.json` beside a `tokenizer.json`. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Index is the id; needed only where there is no definition. */
  readonly tokens: readonly (string | undefined)[]
  /** How these are written, where it is known without a definition. */
  readonly spelling?: Spelling
  /** Ids that the definition does not say to be special, added, or unused, and are. */
  readonly special: readonly number[]
  readonly added: readonly number[]
  readonly unused: readonly number[]
  /** The file, for messages. */
  readonly where: string
  readonly used: readonly string[]
}

/** Gemma 3's, the largest seen, has 33 MB. */
const MAX_TOKENIZER_BYTES = 256 * 1024 * 1024

/** Gemma 3's has 3 million, with its merges as pairs. */
const MAX_TOKENIZER_VALUES = 8_000_000

const CONFIG = 'tokenizer_config.json'
const SENTENCEPIECE = [
  'tokenizer.model',
  'spiece.model',
  'sentencepiece.bpe.model',
  'spm.model',
  'sentencepiece.model',
]

/** The tokenizer of a folder, by the files that it has; undefined if it has none. */
export async function tokenizerFromFiles(files: ModelFiles): Promise<TokenizerSource | undefined> {
  if (files.sizes.has('tokenizer.json')) return fromTokenizerJson(files)
  const sentencePiece = SENTENCEPIECE.find((name) => files.sizes.has(name))
  if (sentencePiece) return fromSentencePiece(files, sentencePiece)
  if (files.sizes.has('vocab.json') && files.sizes.has('merges.txt')) return fromMerges(files)
  if (files.sizes.has('vocab.txt')) return fromWordPiece(files)
  return files.sizes.has('vocab.json') ? fromVocabularyAlone(files) : undefined
}

async function fromTokenizerJson(files: ModelFiles): Promise<TokenizerSource> {
  const used = ['tokenizer.json', ...(files.sizes.has(CONFIG) ? [CONFIG] : [])]
  const [definition, settings = {}] = await Promise.all(
    used.map(async (name) =>
      readJson(await files.open(name), MAX_TOKENIZER_BYTES, MAX_TOKENIZER_VALUES),
    ),
  )
  const where = `${files.source}/tokenizer.json`
  requireMerges(definition.model, where)
  return { ...NOTHING_MORE, definition, settings, where, used }
}

async function fromSentencePiece(files: ModelFiles, name: string): Promise<TokenizerSource> {
  const source = await files.open(name)
  const bytes = await readAll(source, MAX_TOKENIZER_BYTES)
  // Llama 3's own tokenizer.model is one.
  if (isTiktoken(bytes))
    return {
      ...NOTHING_MORE,
      definition: 'ranks as tiktoken writes them are not converted',
      tokens: tiktokenTokens(bytes, source.name),
      spelling: 'byte-level',
      where: source.name,
      used: [name],
    }
  const settings = await readSettings(files)
  const model = asItsClass(readSentencePiece(bytes, source.name), settings)
  // Such a class may have its ids in a list of their own, as M2M100 has.
  if (typeof model === 'string' && files.sizes.has('vocab.json'))
    return { ...(await fromVocabularyAlone(files)), definition: model }
  const converted = typeof model === 'string' ? model : sentencePieceDefinition(model.model)
  const pieces = typeof model === 'string' ? [] : model.model.pieces
  const of = (...types: number[]): number[] =>
    pieces.flatMap(({ type }, id) => (types.includes(type) ? [id] : []))
  return {
    ...NOTHING_MORE,
    definition:
      typeof converted === 'string' || typeof model === 'string'
        ? converted
        : model.finish(converted),
    tokens: pieces.map((piece) => piece.text),
    special: of(PIECE.control, PIECE.unknown),
    unused: of(PIECE.unused),
    where: source.name,
    used: [name, ...settings.used],
  }
}

async function fromMerges(files: ModelFiles): Promise<TokenizerSource> {
  const settings = await readSettings(files)
  const { vocab, tokens, where } = await readVocabulary(files)
  const lines = await readLines(files, 'merges.txt')
  const merges = lines.filter((line) => line !== '' && !line.startsWith('#version'))
  const definition = bpeDefinition(vocab, merges, settings)
  if (typeof definition !== 'string') requireMerges(definition.model, `${files.source}/merges.txt`)
  return {
    ...NOTHING_MORE,
    definition,
    tokens,
    where,
    used: ['vocab.json', 'merges.txt', ...settings.used],
  }
}

/** A list of tokens with their ids, and nothing that says how text is cut: Marian's, for one. */
async function fromVocabularyAlone(files: ModelFiles): Promise<TokenizerSource> {
  const { className, parts, used } = await readSettings(files)
  const { vocab, tokens, where } = await readVocabulary(files)
  const special = new Set([...parts.values(), '<s>', '</s>', '<pad>', '<unk>'])
  return {
    ...NOTHING_MORE,
    definition: `${className ?? 'a vocab.json alone'} is not converted`,
    tokens,
    special: [...special].filter((name) => Object.hasOwn(vocab, name)).map((name) => vocab[name]),
    where,
    used: ['vocab.json', ...used],
  }
}

async function readVocabulary(files: ModelFiles): Promise<{
  readonly vocab: Readonly<Record<string, number>>
  readonly tokens: readonly (string | undefined)[]
  readonly where: string
}> {
  const file = await files.open('vocab.json')
  const vocab = (await readJson(file, MAX_TOKENIZER_BYTES)) as Readonly<Record<string, number>>
  const tokens: (string | undefined)[] = []
  for (const [token, id] of Object.entries(vocab)) if (isId(id)) tokens[id] = token
  return { vocab, tokens, where: file.name }
}

async function fromWordPiece(files: ModelFiles): Promise<TokenizerSource> {
  const settings = await readSettings(files)
  const tokens = await readLines(files, 'vocab.txt')
  const japanese = settings.className === 'BertJapaneseTokenizer'
  return {
    ...NOTHING_MORE,
    definition: japanese
      ? 'BertJapaneseTokenizer, which needs a dictionary'
      : wordPieceDefinition(tokens, settings),
    tokens,
    where: `${files.source}/vocab.txt`,
    used: ['vocab.txt', ...settings.used],
  }
}

const NOTHING_MORE = { settings: {}, tokens: [], special: [], added: [], unused: [] } as const

/** The lines of a text file; a line end at its end begins no further one. */
async function readLines(files: ModelFiles, name: string): Promise<string[]> {
  const source = await files.open(name)
  const bytes = await readAll(source, MAX_TOKENIZER_BYTES)
  requireFewLines(source, bytes)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new Malformed(
      {
        where: source.name,
        expected: 'text in UTF-8',
        found: String(cause),
        next: 'Download or copy the file again.',
      },
      { cause },
    )
  }
  const lines = text.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

function isId(id: unknown): id is number {
  return Number.isInteger(id) && (id as number) >= 0 && (id as number) < 2 ** 24
}
