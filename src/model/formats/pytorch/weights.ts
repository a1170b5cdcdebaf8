import type { ByteSource } from '../../../bytes/byte-source.js'
import type { ModelFiles } from '../../model-files.js'
import { rawTensor } from '../../raw-tensor.js'
import type { LocatedTensor, Weights } from '../../weights.js'
import { beyondLimit, malformed } from '../malformed.js'
import { weightsOf } from '../weights-of.js'
import type { Checkpoint } from './checkpoint.js'
import { bytesOfElement } from './dtypes.js'
import { readLegacy } from './legacy.js'
import { PickledTensor } from './pickle.js'
import { isZip, readZipped } from './zipped.js'

/** Under these keys, checkpoints of training keep the state dictionary. */
const INNER = ['state_dict', 'model', 'model_state_dict', 'module']

/** A stride of 0 repeats elements, so that a few bytes can stand for any number of rows. */
const MAX_EXPANDED_BYTES = 256 * 1024 * 1024

/**
 * The tensors of a PyTorch checkpoint: an archive, or the older form of pickles with storages behind them.
 *
 * @throws {UnsafeFile} when it holds more than tensors in dictionaries
 * @throws {Malformed} when it is damaged, or a tensor reaches beyond its storage
 * @throws {LimitExceeded} for a pickle or an expanded tensor larger than any model's
 */
export async function pytorchWeights(files: ModelFiles, file: string): Promise<Weights> {
  const source = await files.open(file)
  const checkpoint = (await isZip(source)) ? await readZipped(source) : await readLegacy(source)
  const tensors = stateOf(source, checkpoint.value)
  return weightsOf(
    'PyTorch',
    file,
    tensors.map(([name, tensor]) => located(files.source, file, source, checkpoint, name, tensor)),
  )
}

/** The tensors by their names: of the dictionary itself, or of one within it. */
function stateOf(source: ByteSource, value: unknown): [string, PickledTensor][] {
  if (value instanceof PickledTensor) return [['tensor', value]]
  if (value instanceof Map)
    for (const candidate of [value, ...INNER.map((key) => value.get(key) as unknown)]) {
      const tensors = tensorsOf(candidate)
      if (tensors.length > 0) return tensors
    }
  throw malformed(source, 'a dictionary of tensors', 'none')
}

function tensorsOf(value: unknown): [string, PickledTensor][] {
  if (!(value instanceof Map)) return []
  return [...(value as Map<unknown, unknown>)].filter(
    (entry): entry is [string, PickledTensor] =>
      typeof entry[0] === 'string' && entry[1] instanceof PickledTensor,
  )
}

function located(
  where: string,
  file: string,
  source: ByteSource,
  checkpoint: Checkpoint,
  name: string,
  tensor: PickledTensor,
): LocatedTensor {
  const { dtype, shape, strides, storage } = tensor
  return {
    name,
    file,
    dtype,
    shape,
    place: `${storage.key}+${tensor.offset} [${shape.join(', ')}] [${strides.join(', ')}]`,
    async open(transposed) {
      const size = bytesOfElement(dtype)
      const { offset, bytes } = await checkpoint.storage(storage.key)
      const last = shape.reduce((sum, n, i) => sum + Math.max(0, n - 1) * strides[i], tensor.offset)
      if ((last + 1) * size > bytes)
        throw malformed(
          source,
          `tensor ${JSON.stringify(name)} within the ${bytes} bytes of its storage`,
          `${dtype} [${shape.join(', ')}] with strides [${strides.join(', ')}] from element ${tensor.offset} on`,
        )
      const all = shape.reduce((product, n) => product * n, 1) * size
      if (all > Math.max(bytes, MAX_EXPANDED_BYTES))
        throw beyondLimit(
          source,
          `tensor ${JSON.stringify(name)} of at most ${MAX_EXPANDED_BYTES} bytes, where it repeats its storage`,
          `${all}`,
        )
      const raw = { name, file, dtype, shape, strides, offset: offset + tensor.offset * size }
      return rawTensor(where, source, raw).open(transposed)
    },
  }
}
