import { NotFound } from '../errors.js'
import { detectFormat } from './formats/detect.js'
import { ggufWeights } from './formats/gguf/weights.js'
import { npyWeights, npzWeights } from './formats/numpy/weights.js'
import { onnxWeights } from './formats/onnx/weights.js'
import { pytorchWeights } from './formats/pytorch/weights.js'
import { safetensorsWeights } from './formats/safetensors-weights.js'
import { tfjsWeights } from './formats/tfjs-weights.js'
import { wordVectorWeights } from './formats/word-vectors/weights.js'
import type { ModelFiles } from './model-files.js'
import { neighbour } from './neighbour.js'
import { readJson } from './read-json.js'
import type { LocatedTensor, Weights, WeightsFormat } from './weights.js'

/** Opens the weights in one file of a model. */
type OpenFile = (files: ModelFiles, file: string) => Promise<Weights>

const READERS: Readonly<Record<WeightsFormat, OpenFile>> = {
  safetensors: safetensorsWeights,
  GGUF: ggufWeights,
  PyTorch: pytorchWeights,
  ONNX: onnxWeights,
  npy: npyWeights,
  npz: npzWeights,
  word2vec: wordVectorWeights,
  GloVe: wordVectorWeights,
  'TensorFlow.js': tfjsWeights,
}

/** Files that a repository's weights may lie in, best first. */
const ORDER: readonly RegExp[] = [
  /^model\.safetensors$/,
  /^model\.safetensors\.index\.json$/,
  /^pytorch_model\.bin$/,
  /^pytorch_model\.bin\.index\.json$/,
  /^onnx\/model\.onnx$/,
  /^model\.onnx$/,
  // Of a split model, the first part.
  /^(?!.*-of-\d{5}\.gguf$).*\.gguf$|-00001-of-\d{5}\.gguf$/,
  /^model\.json$/,
  /^[^/]*\.np[yz]$/,
]

const INDEX = '.index.json'
const MAX_INDEX_BYTES = 64 * 1024 * 1024

/**
 * Finds the weights of a model: the first file in the order in which repositories have them, whatever its format.
 *
 * @param only a file to take instead; its format is told by its content
 * @throws {NotFound} when there are none, several of equal right, or a shard is missing
 * @throws {Malformed} when a header is damaged, or index and shards contradict each other
 * @throws {UnsafeFile} when an index names a shard outside of its folder
 * @throws {Unsupported} when the file is of no format that can be read
 */
export async function openWeights(files: ModelFiles, only?: string): Promise<Weights> {
  const file = only ?? choose(files)
  if (file.endsWith(INDEX)) return sharded(files, file)
  const format = await detectFormat(await files.open(file), file)
  return READERS[format](files, file)
}

function choose({ sizes, source }: ModelFiles): string {
  const names = [...sizes.keys()].sort()
  for (const pattern of ORDER) {
    const found = names.filter((name) => pattern.test(name))
    if (found.length === 1) return found[0]
    if (found.length > 1)
      throw new NotFound({
        where: source,
        expected: 'one file of weights',
        found: found.join(', '),
        next: 'Name the one to take, instead of its folder.',
      })
  }
  throw new NotFound({
    where: source,
    expected: 'weights: model.safetensors, pytorch_model.bin, onnx/model.onnx or a .gguf file',
    found: sizes.size === 0 ? 'no files' : names.slice(0, 8).join(', '),
    next: 'Give a folder with weights and tokenizer.json, as Hugging Face lays models out, or a file of weights.',
  })
}

/** The tensors of an index's shards; a shard is opened when one of its tensors is asked for. */
async function sharded(files: ModelFiles, index: string): Promise<Weights> {
  const { weight_map: map } = await readJson(await files.open(index), MAX_INDEX_BYTES)
  const where = `${files.source}, ${index}`
  const shards = new Map(
    Object.entries(map ?? {}).map(([tensor, file]: [string, unknown]) => [
      tensor,
      typeof file === 'string' ? neighbour(where, index, file, 'shards') : file,
    ]),
  )
  await files.lookUp?.([...shards.values()].filter((file) => typeof file === 'string'))
  // Only the shard that is needed has to be there.
  const shardOf = (name: string): string => {
    const file = shards.get(name)
    if (typeof file === 'string' && files.sizes.has(file) && !file.endsWith(INDEX)) return file
    throw new NotFound({
      where,
      expected: `the shard of tensor ${name}, ${JSON.stringify(file)}, beside the index`,
      found: 'no such file',
      next: 'Download the missing shard.',
    })
  }
  const opened = new Map<string, Promise<Weights>>()
  const open = (file: string): Promise<Weights> => {
    const weights = opened.get(file) ?? openWeights(files, file)
    opened.set(file, weights)
    return weights
  }
  return {
    format: index.startsWith('pytorch') ? 'PyTorch' : 'safetensors',
    files: [...new Set(shards.values() as Iterable<string>)],
    names: [...shards.keys()],
    fileOf: (name) => shards.get(name) as string,
    async locate(name): Promise<LocatedTensor> {
      return (await open(shardOf(name))).locate(name)
    },
  }
}
