import type { ModelFiles } from '../model-files.js'
import { readJson } from '../read-json.js'

/** A token that was added to a vocabulary, as a tokenizer's files declare it. */
export interface AddedToken {
  readonly id: number
  readonly content: string
  readonly special: boolean
  /** Whether it is looked for in the normalised text, or in the text as it is. */
  readonly normalized: boolean
  readonly lstrip: boolean
  readonly rstrip: boolean
  readonly single_word: boolean
}

/** What lies beside a vocabulary: how it is to be used, and what was added to it. */
export interface TokenizerSettings {
  /** `tokenizer_config.json`; empty if there is none. */
  readonly config: Readonly<Record<string, unknown>>
  /** The class that transformers would take, like `BertTokenizer`; undefined if no file says. */
  readonly className: string | undefined
  /** Tokens that play a special part (`[CLS]`, `<s>`), by the part's name: `cls_token`. */
  readonly parts: ReadonlyMap<string, string>
  /** Of `added_tokens_decoder` and `added_tokens.json`. */
  readonly added: readonly AddedToken[]
  /** The files that were read. */
  readonly used: readonly string[]
}

const MAX_SETTINGS_BYTES = 16 * 1024 * 1024
const FILES = ['tokenizer_config.json', 'special_tokens_map.json', 'added_tokens.json'] as const
const PARTS = ['unk', 'bos', 'eos', 'sep', 'pad', 'cls', 'mask'].map((part) => `${part}_token`)

/** Reads the small files that stand beside the vocabulary of an older repository. */
export async function readSettings(files: ModelFiles): Promise<TokenizerSettings> {
  const used = FILES.filter((name) => files.sizes.has(name))
  const read = async (name: string): Promise<Readonly<Record<string, unknown>>> =>
    files.sizes.has(name) ? readJson(await files.open(name), MAX_SETTINGS_BYTES) : {}
  const [config, map, added] = await Promise.all(FILES.map(read))
  const model = await read('config.json')
  const parts = new Map<string, string>()
  for (const part of PARTS) {
    const name = contentOf(config[part]) ?? contentOf(map[part])
    if (name !== undefined) parts.set(part, name)
  }
  return {
    config,
    className: classNameOf(config, model),
    parts,
    added: [
      ...Object.entries(isRecord(config.added_tokens_decoder) ? config.added_tokens_decoder : {}),
    ]
      .flatMap(([id, token]) => (isRecord(token) ? [addedToken(Number(id), token)] : []))
      .concat(Object.entries(added).map(([content, id]) => addedToken(Number(id), { content })))
      .filter(({ id }) => Number.isSafeInteger(id) && id >= 0),
    used,
  }
}

/** An added token with what its declaration leaves out. */
export function addedToken(id: number, token: Readonly<Record<string, unknown>>): AddedToken {
  const { content, special, normalized, lstrip, rstrip, single_word } = token
  return {
    id,
    content: typeof content === 'string' ? content : '',
    special: special === true,
    normalized: normalized === true,
    lstrip: lstrip === true,
    rstrip: rstrip === true,
    single_word: single_word === true,
  }
}

/** `BertTokenizerFast` and `BertTokenizer` are one; without either, the model's type names its family. */
function classNameOf(
  config: Readonly<Record<string, unknown>>,
  model: Readonly<Record<string, unknown>>,
): string | undefined {
  const name = config.tokenizer_class ?? model.tokenizer_class
  if (typeof name === 'string') return name.replace(/Fast$/, '')
  const type = model.model_type
  return typeof type === 'string' ? CLASS_OF_TYPE[type] : undefined
}

/** Model types whose repositories may lack `tokenizer_class`, and whose files are read differently from the rest. */
const CLASS_OF_TYPE: Readonly<Record<string, string>> = {
  camembert: 'CamembertTokenizer',
  clip: 'CLIPTokenizer',
  ctrl: 'CTRLTokenizer',
  fsmt: 'FSMTTokenizer',
  m2m_100: 'M2M100Tokenizer',
  marian: 'MarianTokenizer',
  mbart: 'MBartTokenizer',
  'openai-gpt': 'OpenAIGPTTokenizer',
  pegasus: 'PegasusTokenizer',
  qwen2: 'Qwen2Tokenizer',
  xlm: 'XLMTokenizer',
  'xlm-roberta': 'XLMRobertaTokenizer',
}

function contentOf(token: unknown): string | undefined {
  if (typeof token === 'string') return token
  return isRecord(token) && typeof token.content === 'string' ? token.content : undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
