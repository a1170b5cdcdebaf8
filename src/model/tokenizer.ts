import type { FormatTokens } from './formats/format-tokens.js'
import type { ModelFiles } from './model-files.js'
import { engineTokenizer, kindOf } from './tokenizers/engine.js'
import { exactTokenizer } from './tokenizers/exact.js'
import { type TokenizerSource, tokenizerFromFiles } from './tokenizers/files.js'
import { ggufDefinition, ggufTokens } from './tokenizers/gguf.js'
import { PIECE } from './tokenizers/sentencepiece.js'
import { type Spelling, spellingOf } from './tokenizers/spelling.js'

/** One piece of a text. */
export interface Piece {
  readonly id: number
  /** As the vocabulary writes it, with its markers (`##ing`, `Ġthe`). */
  readonly token: string
}

/** How a tokenizer cuts; `exact look-up` cuts nothing: a text is one listed token, or none. */
export type TokenizerKind =
  'WordPiece' | 'byte-level BPE' | 'BPE' | 'Unigram' | 'WordLevel' | 'exact look-up'

/** Splits text into pieces. */
export interface Tokenizer {
  readonly kind: TokenizerKind
  /** How its vocabulary writes tokens. */
  readonly spelling: Spelling
  /** Why it is no more than an exact look-up, where it is. */
  readonly note?: string
  /**
   * The pieces of a text, without special tokens around it; none for a text of which a part has no token, nor an unknown token
   * to stand for it.
   *
   * @throws {LimitExceeded} when a pattern of its file takes longer than 5 s, in Node
   * @throws {Malformed} when its file says what cannot be done
   */
  encode(text: string): readonly Piece[]
  /**
   * Does work that calls `encode` often. The calls share one time limit, which takes as long to set as a word to cut; work that
   * is stopped by it is left where it stands.
   *
   * @param work synchronous, and over some hundreds of words at most
   */
  together<T>(work: () => T): T
}

/** What is told of a tokenizer. */
export interface TokenizerInfo extends Pick<Tokenizer, 'kind' | 'spelling' | 'note'> {
  /** The files that it was made from. */
  readonly files: readonly string[]
}

/** A tokenizer and all its tokens. */
export interface LoadedTokenizer {
  readonly tokenizer: Tokenizer
  /** Every token with its id, added ones included; a token may be listed twice. */
  readonly entries: readonly (readonly [string, number])[]
  /** Ids declared special. */
  readonly special: readonly number[]
  /** Ids declared as added to the vocabulary, special ones included. */
  readonly added: readonly number[]
  /** Ids declared unused. */
  readonly unused: readonly number[]
  /** The files that it was made from. */
  readonly used: readonly string[]
}

/**
 * Opens a model's tokenizer: what the weights file carries itself, else `tokenizer.json`, `tokenizer.model` and its
 * like (SentencePiece), `vocab.json` with `merges.txt` (byte-level BPE), or `vocab.txt` (WordPiece). Where none of them
 * can be used (Marian, M2M100, tiktoken's ranks), a text is looked up in the list of tokens as it stands, and
 * `tokenizer.note` says why.
 *
 * @param own what the weights say of their tokens: a GGUF file's vocabulary, or the words of a word list
 * @throws {Malformed} when a file is not what its name says
 * @throws {LimitExceeded} when one is larger than 256 MB
 */
export async function loadTokenizer(
  files: ModelFiles,
  own?: FormatTokens,
): Promise<LoadedTokenizer> {
  const carried = own && tokenizerOf(carriedSource(own))
  // A list of words is the vocabulary, whatever else lies beside it: `vocab.json` may be that list.
  const listed = own !== undefined && own.tokenizerModel === undefined
  if (carried && (listed || carried.tokenizer.note === undefined)) return carried
  const found = await tokenizerFromFiles(files)
  if (found) return tokenizerOf(found)
  return carried ?? exactTokenizer([], [], NO_TOKENIZER)
}

/** What is told of it. */
export function tokenizerInfo({ tokenizer, used }: LoadedTokenizer): TokenizerInfo {
  const { kind, spelling, note } = tokenizer
  return { kind, spelling, ...(note === undefined ? {} : { note }), files: used }
}

const NO_TOKENIZER = 'there is no tokenizer.json, tokenizer.model, vocab.json, or vocab.txt'

function carriedSource(own: FormatTokens): TokenizerSource {
  const types = own.tokenTypes ?? []
  const idsOf = (...wanted: number[]): number[] =>
    Array.from(own.tokens.keys()).filter((id) => wanted.includes(types[id]))
  return {
    definition:
      own.tokenizerModel === undefined
        ? 'the file lists its tokens and no more'
        : ggufDefinition(own),
    settings: {},
    tokens: ggufTokens(own),
    special: idsOf(PIECE.control, PIECE.unknown),
    added: idsOf(PIECE.userDefined),
    unused: idsOf(PIECE.unused),
    where: own.file,
    used: [own.file],
  }
}

function tokenizerOf(source: TokenizerSource): LoadedTokenizer {
  const { definition, settings, tokens, where, used, unused } = source
  if (typeof definition === 'string')
    return {
      ...exactTokenizer(tokens, used, definition, source.spelling),
      special: source.special,
      unused,
      added: source.added,
    }
  const engine = engineTokenizer(definition, settings, where)
  const spelling = spellingOf(definition)
  // The file's own name of a token wins over what the definition had to call it.
  const named = ({ id, token }: Piece): Piece => ({ id, token: tokens[id] ?? token })
  return {
    tokenizer: {
      kind: kindOf(definition, spelling),
      spelling,
      encode: (text) => engine.encode(text).map(named),
      together: engine.within,
    },
    entries: engine.entries.map(([token, id]) => [tokens[id] ?? token, id]),
    special: [...engine.special, ...source.special],
    added: [...engine.added, ...source.added],
    unused,
    used,
  }
}
