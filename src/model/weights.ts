import { Malformed, NotFound } from '../errors.js'
import { type TensorEntry, readSafetensorsHeader } from './formats/safetensors.js'
import type { ModelFiles } from './model-files.js'
import { readJson } from './read-json.js'

/** A tensor and the file that it lies in. */
export interface LocatedTensor extends TensorEntry {
  readonly file: string
}

/** The tensors of a model, which may lie in several files; headers are read when they are needed. */
export interface Weights {
  /** Files that hold the weights. */
  readonly files: readonly string[]
  /** Names of all tensors. */
  readonly names: readonly string[]
  /** Finds one tensor, reading the header of its file alone. */
  locate(name: string): Promise<LocatedTensor>
}

const INDEX = 'model.safetensors.index.json'
const MAX_INDEX_BYTES = 64 * 1024 * 1024

/**
 * Finds the weights of a model: `model.safetensors`, or the shards of its index.
 *
 * @param only a file to take instead
 * @throws {NotFound} when there are none, or a shard is missing
 * @throws {Malformed} when index and shards contradict each other
 */
export async function openWeights(files: ModelFiles, only?: string): Promise<Weights> {
  if (only) return singleFile(files, only)
  if (files.sizes.has('model.safetensors')) return singleFile(files, 'model.safetensors')
  if (files.sizes.has(INDEX)) return sharded(files)
  throw new NotFound({
    where: files.source,
    expected: `weights: model.safetensors or ${INDEX}`,
    found: files.sizes.size === 0 ? 'no files' : [...files.sizes.keys()].slice(0, 8).join(', '),
    next: 'Give a folder with weights and tokenizer.json, as Hugging Face lays models out.',
  })
}

async function singleFile(files: ModelFiles, file: string): Promise<Weights> {
  const tensors = await readSafetensorsHeader(await files.open(file))
  return {
    files: [file],
    names: [...tensors.keys()],
    locate: async (name) => located(tensors, name, file),
  }
}

async function sharded(files: ModelFiles): Promise<Weights> {
  const index = await files.open(INDEX)
  const { weight_map: map } = await readJson(index, MAX_INDEX_BYTES)
  const shards = new Map(Object.entries(map ?? {}))
  for (const [name, file] of shards)
    if (typeof file !== 'string' || !files.sizes.has(file))
      throw new NotFound({
        where: index.name,
        expected: `the shard of tensor ${name}, ${JSON.stringify(file)}, beside the index`,
        found: 'no such file',
        next: 'Download the missing shard.',
      })
  return {
    files: [...new Set(shards.values() as Iterable<string>)],
    names: [...shards.keys()],
    async locate(name) {
      const file = shards.get(name) as string
      return located(await readSafetensorsHeader(await files.open(file)), name, file)
    },
  }
}

function located(
  tensors: ReadonlyMap<string, TensorEntry>,
  name: string,
  file: string,
): LocatedTensor {
  const entry = tensors.get(name)
  if (entry) return { ...entry, file }
  throw new Malformed({
    where: file,
    expected: `the tensor ${name}, as the index says`,
    found: 'none of that name',
    next: 'Download index and shards again, of one revision.',
  })
}
