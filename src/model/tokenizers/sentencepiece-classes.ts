import type { TokenizerDefinition } from './definition.js'
import { PIECE, type SentencePiece, type SentencePieceModel } from './sentencepiece.js'
import { type TokenizerSettings, addedToken } from './settings.js'

/** A model as its class uses it, and what the class does to the definition made from it. */
export interface ClassedModel {
  readonly model: SentencePieceModel
  readonly finish: (definition: TokenizerDefinition) => TokenizerDefinition
}

/** Classes whose ids are not in the model's file, or that do more to a text than it says. */
const OWN_IDS = /^(M2M100|Marian|Barthez|Speech2Text|PLBart|Xglm|XGLM)Tokenizer$/

/** Classes that number the pieces as fairseq does. */
const FAIRSEQ = /^(XLMRoberta|MBart|MBart50|Nllb)Tokenizer$/

const CAMEMBERT = 'CamembertTokenizer'
const PEGASUS = 'PegasusTokenizer'

/** Classes that take accents away, and lower-case where `do_lower_case` says so. */
const WITHOUT_ACCENTS = /^(Albert|XLNet)Tokenizer$/

/**
 * What transformers' class of a SentencePiece repository adds to the model file.
 *
 * @returns a sentence that says why, for a class that is not handled
 */
export function asItsClass(
  model: SentencePieceModel,
  { className = '', config, added }: TokenizerSettings,
): ClassedModel | string {
  if (OWN_IDS.test(className)) return `${className} is not converted`
  const numbered = withIdsOf(className, model)
  const extra = className === 'T5Tokenizer' ? sentinels(model.pieces.length, config) : []
  const known = new Set(numbered.pieces.map((piece) => piece.text))
  const more = [...extra, ...added.filter(({ content }) => !known.has(content))]
  const before = WITHOUT_ACCENTS.test(className) ? accentRules(className, config) : []
  return {
    model: numbered,
    finish: (definition) => ({
      ...definition,
      added_tokens: [...definition.added_tokens, ...more],
      normalizer: {
        type: 'Sequence',
        normalizers: [
          ...before,
          ...(definition.normalizer as { normalizers: readonly object[] }).normalizers,
        ],
      },
    }),
  }
}

/** A model with its pieces in the order of a class's ids. */
function withIdsOf(className: string, model: SentencePieceModel): SentencePieceModel {
  if (FAIRSEQ.test(className)) return withFairseqIds(model)
  if (className === CAMEMBERT) return withCamembertIds(model)
  return className === PEGASUS ? withPegasusIds(model) : model
}

function piece(text: string, type: number): SentencePiece {
  return { text, score: 0, type }
}

/** Four tokens of its own, then all pieces of the model, whose `<unk>` is not used, and `<mask>`. */
function withCamembertIds({ pieces, ...model }: SentencePieceModel): SentencePieceModel {
  return {
    ...model,
    pieces: [
      piece('<s>NOTUSED', PIECE.control),
      piece('<pad>', PIECE.control),
      piece('</s>NOTUSED', PIECE.control),
      piece('<unk>', PIECE.unknown),
      piece('<unk>NOTUSED', PIECE.control),
      ...pieces.slice(1),
      piece('<mask>', PIECE.control),
    ],
  }
}

/** `<pad>`, `</s>`, two masks and 101 tokens for other tasks, then the pieces from the third on. */
function withPegasusIds({ pieces, ...model }: SentencePieceModel): SentencePieceModel {
  const others = Array.from({ length: 101 }, (_, i) => `<unk_${i + 2}>`)
  return {
    ...model,
    pieces: [
      ...['<pad>', '</s>', '<mask_1>', '<mask_2>', ...others].map((text) =>
        piece(text, PIECE.control),
      ),
      ...pieces.slice(2),
    ],
  }
}

/** fairseq's order: `<s>`, `<pad>`, `</s>`, `<unk>`, the pieces after the model's own three, `<mask>`. */
function withFairseqIds(model: SentencePieceModel): SentencePieceModel {
  return {
    ...model,
    pieces: [
      piece('<s>', PIECE.control),
      piece('<pad>', PIECE.control),
      piece('</s>', PIECE.control),
      piece('<unk>', PIECE.unknown),
      ...model.pieces.slice(3),
      piece('<mask>', PIECE.control),
    ],
  }
}

/** T5's 100 sentinels, numbered downwards behind the pieces. */
function sentinels(
  first: number,
  config: TokenizerSettings['config'],
): TokenizerDefinition['added_tokens'] {
  const { extra_ids: declared } = config
  const count = Number.isInteger(declared) ? Math.min(declared as number, 1000) : 100
  return Array.from({ length: count }, (_, i) =>
    addedToken(first + i, { content: `<extra_id_${count - 1 - i}>`, special: true }),
  )
}

function accentRules(className: string, config: TokenizerSettings['config']): object[] {
  const lower = config.do_lower_case ?? className === 'AlbertTokenizer'
  const quote = (String: string): object => ({ type: 'Replace', pattern: { String }, content: '"' })
  return [
    quote('``'),
    quote("''"),
    ...(config.keep_accents === true ? [] : [{ type: 'NFKD' }, { type: 'StripAccents' }]),
    ...(lower === true ? [{ type: 'Lowercase' }] : []),
  ]
}
