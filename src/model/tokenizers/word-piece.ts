import type { TokenizerDefinition } from './definition.js'
import type { TokenizerSettings } from './settings.js'

/** The parts that BERT's vocabulary has, where no file names others. */
const BERT_PARTS = ['[UNK]', '[SEP]', '[PAD]', '[CLS]', '[MASK]']

/**
 * WordPiece as BERT has it, from the tokens of `vocab.txt`: line 0 is id 0. Text is lower-cased and stripped of its
 * accents unless `do_lower_case` is false.
 */
export function wordPieceDefinition(
  tokens: readonly string[],
  { config, parts, added }: Pick<TokenizerSettings, 'config' | 'parts' | 'added'>,
): TokenizerDefinition {
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]))
  const special = parts.size > 0 ? [...parts.values()] : BERT_PARTS
  const known = special.filter((name) => Object.hasOwn(vocab, name))
  return {
    added_tokens: [
      ...[...new Set(known)].map((content) => ({
        id: vocab[content], content, special: true,
        normalized: false, lstrip: false, rstrip: false, single_word: false,
      })), // prettier-ignore
      ...added.filter(({ content }) => !known.includes(content)),
    ],
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: config.tokenize_chinese_chars !== false,
      strip_accents: typeof config.strip_accents === 'boolean' ? config.strip_accents : null,
      lowercase: config.do_lower_case !== false,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: null,
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: parts.get('unk_token') ?? '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab,
    },
  }
}
