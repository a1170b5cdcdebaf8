import { LimitExceeded, Malformed, NotFound } from '../errors.js'
import type { ModelConfig } from './config.js'
import {
  type MatrixRole,
  fitsVocabulary,
  knownNames,
  likelyNames,
  seemsTransposed,
} from './tensor-names.js'
import type { LocatedTensor, StoredMatrix, Weights } from './weights.js'

/** How the matrix was found. */
export interface FoundTensor {
  readonly tensor: LocatedTensor
  /** All names that could have been meant, the one taken first. */
  readonly candidates: readonly string[]
  /** True if input and output matrix are one, as far as names, places and configuration tell. */
  readonly tied: boolean
}

/** What decides which tensor is taken. */
export interface TensorChoice {
  /** W_E or W_U; `input` by default. */
  readonly role: MatrixRole
  /** The last word, where it is given: a tensor's name. */
  readonly name?: string | undefined
  /** Tokens that are known, for families that are recognised by shape alone; undefined if none are. */
  readonly tokenCount: number | undefined
  readonly config: ModelConfig
}

/**
 * Finds the matrix with a row a token: by the name asked for, by the families' names, or by shape.
 *
 * @param where the model, for messages
 * @throws {NotFound} when there is none, none of the name asked for, or several and nothing to choose by
 */
export async function findTensor(
  where: string,
  weights: Weights,
  { role, name, tokenCount, config }: TensorChoice,
): Promise<FoundTensor> {
  const [inputs, outputs] = [
    knownNames(weights.names, 'input'),
    knownNames(weights.names, 'output'),
  ]
  if (name !== undefined) {
    if (!weights.names.includes(name)) throw missing(where, `a tensor named ${name}`, weights)
    const isOne = [inputs[0], outputs[0]].includes(name)
    return {
      tensor: await weights.locate(name),
      candidates: [name],
      tied: isOne && (await areTied(weights, inputs[0], outputs[0], config)),
    }
  }
  // What lies under the output's name does not count in a model that is configured to be tied.
  const isInput = role === 'input' || (config.tied === true && inputs.length > 0)
  const known = isInput ? inputs : outputs
  if (known.length > 0) {
    const tied = await areTied(weights, inputs[0], outputs[0], config)
    return { tensor: await weights.locate(known[0]), candidates: known, tied }
  }
  if (role === 'output') {
    if (config.tied === false) throw missing(where, 'an output matrix of its own', weights)
    const input = await findTensor(where, weights, { role: 'input', tokenCount, config })
    return { ...input, tied: true }
  }
  const fitting = await byShape(weights, config.vocabSize ?? tokenCount)
  if (fitting.length === 0) throw missing(where, 'a token embedding', weights)
  const candidates = fitting.map((tensor) => tensor.name)
  if (fitting.length > 1 && (config.vocabSize ?? tokenCount) === undefined)
    throw new NotFound({
      where,
      expected: 'one matrix, or tokens to tell by which of them has a row a token',
      found: candidates.slice(0, 8).join(', '),
      next: 'Name the tensor (--tensor), or give the list of tokens (--token-list).',
    })
  return { tensor: fitting[0], candidates, tied: config.tied ?? false }
}

/**
 * Tells whether input and output matrix are one: the configuration says so, or there is no output matrix and the
 * configuration says nothing else, or both lie in one place, as PyTorch saves them. Only if both are in one file is that
 * looked for: no header of another shard is read for it.
 */
async function areTied(
  weights: Weights,
  input: string | undefined,
  output: string | undefined,
  config: ModelConfig,
): Promise<boolean> {
  if (config.tied === true) return true
  if (output === undefined) return config.tied === undefined
  if (input === undefined || weights.fileOf(input) !== weights.fileOf(output)) return false
  const [one, other] = [await weights.locate(input), await weights.locate(output)]
  return one.place !== undefined && one.place === other.place
}

/** The tensors with a row for each of so many tokens, or all matrices if that is not known; likeliest first. */
async function byShape(weights: Weights, vocabSize: number | undefined): Promise<LocatedTensor[]> {
  const fitting: LocatedTensor[] = []
  for (const name of likelyNames(weights.names)) {
    const tensor = await weights.locate(name)
    const { shape } = tensor
    if (vocabSize === undefined ? isTable(shape) : fitsVocabulary(shape, vocabSize))
      fitting.push(tensor)
  }
  return fitting
}

/** No model comes near; a row beyond it would have to be held whole. */
const MAX_DIM = 1024 * 1024

/** Sixteen times the largest vocabularies: each row has a place in lists by id. */
const MAX_ROWS = 4 * 1024 * 1024

/** A matrix, and whether its columns were taken as rows. */
export interface OpenedMatrix extends StoredMatrix {
  readonly transposed: boolean
}

/**
 * A tensor as a table with a row a token. One that is stored [dimensions, vocabulary], as its shape beside the
 * number of tokens tells, is read by its columns, and said to be.
 *
 * @param vocabSize tokens, if known
 * @throws {Malformed} when it is not a matrix of at least one row and column
 * @throws {LimitExceeded} for more than four million rows or a million dimensions
 * @throws {Unsupported} for a dtype or layout that cannot be read
 */
export async function openTable(
  where: string,
  tensor: LocatedTensor,
  vocabSize: number | undefined,
): Promise<OpenedMatrix> {
  const { name, shape } = tensor
  if (!isTable(shape))
    throw new Malformed({
      where: `${where}, tensor ${name}`,
      expected: 'the shape [vocabulary, dimensions]',
      found: `[${shape.join(', ')}]`,
      next: 'Name another tensor, or check how the file was written.',
    })
  const transposed = vocabSize !== undefined && seemsTransposed(shape, vocabSize)
  const [rows, dim] = transposed ? [shape[1], shape[0]] : shape
  if (dim > MAX_DIM || rows > MAX_ROWS)
    throw new LimitExceeded({
      where: `${where}, tensor ${name}`,
      expected: `at most ${MAX_ROWS} rows of at most ${MAX_DIM} dimensions`,
      found: `[${shape.join(', ')}]`,
      next: 'Name another tensor: this is no token embedding.',
    })
  return { ...(await tensor.open(transposed)), transposed }
}

function isTable(shape: readonly number[]): boolean {
  return shape.length === 2 && shape[0] > 0 && shape[1] > 0
}

function missing(where: string, expected: string, { names }: Weights): NotFound {
  const near = names.filter((name) => /emb|head/.test(name))
  const some = (near.length > 0 ? near : names).slice(0, 5).join(', ')
  const several = names.length === 1 ? 'one tensor,' : `${names.length} tensors, among them`
  return new NotFound({
    where,
    expected,
    found: names.length === 0 ? 'no tensors' : `${several} ${some}`,
    next: 'Name the tensor (--tensor), or check that this is a language model with its embedding.',
  })
}
