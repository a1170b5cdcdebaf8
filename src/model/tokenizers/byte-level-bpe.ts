import type { TokenizerDefinition } from './definition.js'
import type { TokenizerSettings } from './settings.js'

/** GPT-2's rule for cutting text into words before merging (Radford et al. 2019, encoder.py). */
const GPT2 = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`

/** Llama 3's: contractions of any case, numbers by threes, line ends apart. */
const LLAMA3 = String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`

/** Qwen 2's: as Llama 3's, and every digit by itself. */
const QWEN2 = LLAMA3.replace('{1,3}', '')

/** Rules for cutting text, by the names that GGUF files give them (`tokenizer.ggml.pre`). */
export const WORD_RULES: ReadonlyMap<string, string> = new Map([
  ['gpt-2', GPT2], ['phi-2', GPT2], ['roberta-bpe', GPT2], ['mpt', GPT2], ['olmo', GPT2],
  ['jina-v1-en', GPT2], ['jina-v2-de', GPT2], ['jina-v2-es', GPT2], ['jina-v2-code', GPT2],
  ['llama3', LLAMA3], ['llama-v3', LLAMA3], ['llama-bpe', LLAMA3], ['falcon3', LLAMA3],
  ['dbrx', LLAMA3], ['smaug-bpe', LLAMA3], ['glm4', LLAMA3], ['chatglm-bpe', LLAMA3],
  ['qwen2', QWEN2], ['stablelm2', QWEN2], ['deepseek-r1-qwen', QWEN2], ['megrez', QWEN2],
]) // prettier-ignore

/** What byte-level BPE is made of. */
export interface ByteLevelParts {
  /** The token of each id. */
  readonly vocab: Readonly<Record<string, number>>
  /** Pairs with a space between, the first to be merged first. */
  readonly merges: readonly string[]
  readonly added: TokenizerDefinition['added_tokens']
  /** How text is cut into words; GPT-2's rule by default. */
  readonly rule?: string
  /** Whether text is composed (NFC) first, as Qwen does. */
  readonly compose?: boolean
  /** Whether a text begins with a space of its own. */
  readonly prefixSpace?: boolean
  /** Whether a word that is a token is taken at once, without merging, as Llama 3 does. */
  readonly ignoreMerges?: boolean
}

/** Byte-level BPE as GPT-2 and its heirs have it. */
export function byteLevelDefinition(parts: ByteLevelParts): TokenizerDefinition {
  const { vocab, merges, added, rule = GPT2, compose = false } = parts
  const bytes = {
    type: 'ByteLevel',
    add_prefix_space: parts.prefixSpace ?? false,
    trim_offsets: true,
    use_regex: rule === GPT2,
  }
  const split = { type: 'Split', pattern: { Regex: rule }, behavior: 'Isolated', invert: false }
  return {
    added_tokens: added,
    normalizer: compose ? { type: 'NFC' } : null,
    pre_tokenizer: rule === GPT2 ? bytes : { type: 'Sequence', pretokenizers: [split, bytes] },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: { type: 'BPE', vocab, merges, ignore_merges: parts.ignoreMerges ?? false },
  }
}

/**
 * BPE over the files `vocab.json` and `merges.txt`, as the class of the repository's tokenizer uses them.
 *
 * @returns a sentence that says why, for a class that does more than cutting and merging
 */
export function bpeDefinition(
  vocab: Readonly<Record<string, number>>,
  merges: readonly string[],
  { className, config, parts, added }: TokenizerSettings,
): TokenizerDefinition | string {
  const special = specialTokens(vocab, parts, added)
  if (className === 'CLIPTokenizer') return clipDefinition(vocab, merges, special)
  if (className === 'OpenAIGPTTokenizer') return gpt1Definition(vocab, merges, special)
  if (!Object.hasOwn(vocab, 'Ġ') && !Object.keys(vocab).some((token) => token.startsWith('Ġ')))
    return `${className ?? 'its class, which no file names,'} is not byte-level`
  const qwen = className === 'Qwen2Tokenizer'
  return byteLevelDefinition({
    vocab,
    merges,
    added: special,
    ...(qwen ? { rule: QWEN2, compose: true } : {}),
    prefixSpace: config.add_prefix_space === true,
  })
}

function specialTokens(
  vocab: Readonly<Record<string, number>>,
  parts: TokenizerSettings['parts'],
  added: TokenizerSettings['added'],
): TokenizerDefinition['added_tokens'] {
  const named = new Set(parts.size > 0 ? parts.values() : ['<|endoftext|>'])
  const own = [...named]
    .filter((content) => Object.hasOwn(vocab, content))
    .map((content) => ({
      id: vocab[content], content, special: true,
      normalized: false, lstrip: false, rstrip: false, single_word: false,
    })) // prettier-ignore
  return [
    ...own,
    ...added
      .filter(({ content }) => !own.some((token) => token.content === content))
      .map((token) => ({ ...token, special: token.special || named.has(token.content) })),
  ]
}

function clipDefinition(
  vocab: Readonly<Record<string, number>>,
  merges: readonly string[],
  added: TokenizerDefinition['added_tokens'],
): TokenizerDefinition {
  const words = String.raw`'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+`
  return {
    added_tokens: added,
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFC' },
        { type: 'Replace', pattern: { Regex: String.raw`\s+` }, content: ' ' },
        { type: 'Lowercase' },
      ],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: words }, behavior: 'Removed', invert: true },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
      ],
    },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE', vocab, merges, unk_token: '<|endoftext|>', end_of_word_suffix: '</w>',
    }, // prettier-ignore
  }
}

function gpt1Definition(
  vocab: Readonly<Record<string, number>>,
  merges: readonly string[],
  added: TokenizerDefinition['added_tokens'],
): TokenizerDefinition {
  return {
    added_tokens: added,
    normalizer: {
      type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true,
      strip_accents: null, lowercase: true,
    }, // prettier-ignore
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: null,
    decoder: { type: 'BPEDecoder', suffix: '</w>' },
    model: { type: 'BPE', vocab, merges, unk_token: '<unk>', end_of_word_suffix: '</w>' },
  }
}
