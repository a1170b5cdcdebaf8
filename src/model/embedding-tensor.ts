import { Malformed, NotFound, Unsupported } from '../errors.js'
import type { ModelConfig } from './config.js'
import { BYTES_PER_ELEMENT, decode, isDtype } from './dtype.js'
import type { StoredTable } from './embedding-matrix.js'
import { type MatrixRole, fitsVocabulary, knownNames, likelyNames } from './tensor-names.js'
import type { LocatedTensor, Weights } from './weights.js'

/** How the matrix was found. */
export interface FoundTensor {
  readonly tensor: LocatedTensor
  /** All names that could have been meant, the one taken first. */
  readonly candidates: readonly string[]
  /** True if the output matrix was asked for and is the input embedding. */
  readonly tied: boolean
}

/** What decides which tensor is taken. */
export interface TensorChoice {
  /** W_E or W_U; `input` by default. */
  readonly role: MatrixRole
  /** The last word, where it is given: a tensor's name. */
  readonly name?: string | undefined
  /** Tokens that the tokenizer has, for families that are recognised by shape alone. */
  readonly tokenCount: number
  readonly config: ModelConfig
}

/**
 * Finds the matrix with a row a token: by the name asked for, by the families' names, or by shape.
 *
 * @param where the model, for messages
 * @throws {NotFound} when there is none, or none of the name asked for
 */
export async function findTensor(
  where: string,
  weights: Weights,
  { role, name, tokenCount, config }: TensorChoice,
): Promise<FoundTensor> {
  if (name !== undefined) {
    if (!weights.names.includes(name)) throw missing(where, `a tensor named ${name}`, weights)
    return { tensor: await weights.locate(name), candidates: [name], tied: false }
  }
  const known = knownNames(weights.names, role)
  if (known.length > 0)
    return { tensor: await weights.locate(known[0]), candidates: known, tied: false }
  if (role === 'output') {
    if (config.tied === false) throw missing(where, 'an output matrix of its own', weights)
    const input = await findTensor(where, weights, { role: 'input', tokenCount, config })
    return { ...input, tied: true }
  }
  const fitting: LocatedTensor[] = []
  for (const likely of likelyNames(weights.names)) {
    const tensor = await weights.locate(likely)
    if (fitsVocabulary(tensor.shape, config.vocabSize ?? tokenCount)) fitting.push(tensor)
  }
  if (fitting.length === 0) throw missing(where, 'a token embedding', weights)
  return { tensor: fitting[0], candidates: fitting.map((t) => t.name), tied: false }
}

/**
 * A tensor as a table of rows.
 *
 * @throws {Malformed} when it is not a matrix of at least one row and column
 * @throws {Unsupported} for a dtype that cannot be read
 */
export function tableOf(where: string, { name, dtype, shape, offset }: LocatedTensor): StoredTable {
  const [vocabSize, dim] = shape
  if (shape.length !== 2 || vocabSize < 1 || dim < 1)
    throw new Malformed({
      where: `${where}, tensor ${name}`,
      expected: 'the shape [vocabulary, dimensions]',
      found: `[${shape.join(', ')}]`,
      next: 'Name another tensor, or check how the file was written.',
    })
  if (!isDtype(dtype))
    throw new Unsupported({
      where: `${where}, tensor ${name}`,
      expected: `one of ${Object.keys(BYTES_PER_ELEMENT).join(', ')}`,
      found: dtype,
      next: 'Convert the tensor to one of these.',
    })
  const bytesPerRow = dim * BYTES_PER_ELEMENT[dtype]
  return { vocabSize, dim, dtype, offset, bytesPerRow, decode: (bytes) => decode(bytes, dtype) }
}

function missing(where: string, expected: string, { names }: Weights): NotFound {
  const near = names.filter((name) => /emb|head/.test(name))
  const some = (near.length > 0 ? near : names).slice(0, 5).join(', ')
  return new NotFound({
    where,
    expected,
    found: names.length === 0 ? 'no tensors' : `${names.length} tensors, among them ${some}`,
    next: 'Name the tensor (--tensor), or check that this is a language model with its embedding.',
  })
}
