import { Malformed, NotFound, Unsupported } from '../errors.js'
import { type Dtype, isDtype } from './dtype.js'
import type { TensorEntry } from './formats/safetensors.js'

/** The tensor that holds the input embedding, in a dtype that can be read. */
export interface EmbeddingTensor {
  readonly name: string
  readonly dtype: Dtype
  readonly vocabSize: number
  readonly dim: number
  readonly offset: number
}

/**
 * How the families name their input embedding, by the end of the name; the first that matches wins. It lies
 * under whatever prefix a checkpoint was saved with (`bert.`, `model.`, `transformer.`, …).
 */
const NAMES = [
  'word_embeddings.weight',
  'tok_embeddings.weight',
  'embed_tokens.weight',
  'wte.weight',
  'embed_in.weight',
  'shared.weight',
  'backbone.embeddings.weight',
  'rwkv.embeddings.weight',
  'word_embedding.weight',
  'tokens_embed.weight',
  'token_embedding.weight',
  'token_embd.weight',
]

/**
 * Finds the input embedding among a file's tensors.
 *
 * @param where the file, for messages
 * @throws {NotFound} when no tensor bears a known name
 * @throws {Malformed} when it is not a table of at least one row and column
 * @throws {Unsupported} for a dtype that cannot be read
 */
export function findEmbeddingTensor(
  where: string,
  tensors: ReadonlyMap<string, TensorEntry>,
): EmbeddingTensor {
  const entry = NAMES.flatMap((name) =>
    [...tensors.values()].filter((t) => t.name === name || t.name.endsWith(`.${name}`)),
  )[0] as TensorEntry | undefined
  if (!entry) {
    const some = [...tensors.keys()].slice(0, 5).join(', ')
    throw new NotFound({
      where,
      expected: 'a token embedding, named like embeddings.word_embeddings.weight',
      found:
        tensors.size === 0
          ? 'no tensors'
          : `${tensors.size} tensors: ${some}${tensors.size > 5 ? ', …' : ''}`,
      next: 'Check that this is a language model with its embedding layer.',
    })
  }
  const { name, dtype, shape, offset } = entry
  const [vocabSize, dim] = shape
  if (shape.length !== 2 || vocabSize < 1 || dim < 1)
    throw new Malformed({
      where: `${where}, tensor ${name}`,
      expected: 'the shape [vocabulary, dimensions]',
      found: `[${shape.join(', ')}]`,
      next: 'Check how the file was written.',
    })
  if (!isDtype(dtype))
    throw new Unsupported({
      where: `${where}, tensor ${name}`,
      expected: 'F64, F32, F16 or BF16',
      found: dtype,
      next: 'Convert the tensor to one of these.',
    })
  return { name, dtype, vocabSize, dim, offset }
}
