import type { ByteSource } from '../../bytes/byte-source.js'
import { joinedSource } from '../../bytes/joined-source.js'
import { NotFound } from '../../errors.js'
import type { ModelFiles } from '../model-files.js'
import { neighbour } from '../neighbour.js'
import { rawTensor } from '../raw-tensor.js'
import { readJson } from '../read-json.js'
import type { LocatedTensor, Weights } from '../weights.js'
import { malformed } from './malformed.js'
import { findTokenList } from './token-list.js'
import { weightsOf } from './weights-of.js'

/** The graph is in it too; those of the largest models have some MB. */
const MAX_MANIFEST_BYTES = 64 * 1024 * 1024

const DTYPES: ReadonlyMap<unknown, readonly [name: string, bytes: number]> = new Map([
  ['float32', ['F32', 4]], ['float16', ['F16', 2]], ['int32', ['I32', 4]], ['uint16', ['U16', 2]],
  ['uint8', ['U8', 1]], ['bool', ['BOOL', 1]],
]) // prettier-ignore

/**
 * The weights of a TensorFlow.js model, `model.json`: each group of its `weightsManifest` lists tensors that lie
 * end to end in shards that are to be laid end to end (TensorFlow.js, `io.WeightsManifestConfig`). The list of
 * tokens is the one beside it.
 *
 * @throws {Malformed} when a tensor reaches beyond its shards
 * @throws {NotFound} when a shard is missing
 * @throws {UnsafeFile} when one is not in the folder
 */
export async function tfjsWeights(files: ModelFiles, file: string): Promise<Weights> {
  const source = await files.open(file)
  const { weightsManifest: groups } = await readJson(source, MAX_MANIFEST_BYTES)
  if (!Array.isArray(groups)) throw malformed(source, 'a weightsManifest', 'none')
  const where = `${files.source}, ${file}`
  const tensors: LocatedTensor[] = []
  const shards: string[] = []
  for (const group of groups as readonly unknown[]) {
    const { paths, weights } = (group ?? {}) as Record<string, unknown>
    if (!isList(paths) || !isList(weights))
      throw malformed(source, 'paths and weights in each group of its manifest', 'others')
    const names = paths.map((path) => neighbour(where, file, String(path), 'shards'))
    shards.push(...names)
    const joined = joinedSource(await openAll(files, file, names))
    let offset = 0
    for (const weight of weights) {
      const { name, shape, dtype, bytes } = describe(source, weight)
      if (offset + bytes > joined.size)
        throw malformed(source, `${name} within the ${joined.size} bytes of its shards`, 'beyond')
      tensors.push(rawTensor(files.source, joined, { name, file, dtype, shape, offset }))
      offset += bytes
    }
  }
  const tokens = await findTokenList(files, file)
  return { ...weightsOf('TensorFlow.js', file, tensors, tokens), files: [file, ...shards] }
}

async function openAll(
  files: ModelFiles,
  file: string,
  names: readonly string[],
): Promise<ByteSource[]> {
  await files.lookUp?.(names)
  const missing = names.find((name) => !files.sizes.has(name))
  if (missing === undefined) return Promise.all(names.map((name) => files.open(name)))
  throw new NotFound({
    where: `${files.source}, ${file}`,
    expected: `the shard ${missing} beside it`,
    found: 'no such file',
    next: 'Download the missing shard.',
  })
}

function describe(
  source: ByteSource,
  weight: unknown,
): { name: string; shape: readonly number[]; dtype: string; bytes: number } {
  const { name, shape, dtype, quantization } = (weight ?? {}) as Record<string, unknown>
  const stored = (quantization ?? {}) as Record<string, unknown>
  const known = DTYPES.get(stored.dtype ?? dtype)
  if (typeof name !== 'string' || known === undefined || !isList(shape) || !shape.every(isSize))
    throw malformed(source, 'weights with name, shape and dtype', String(name))
  const bytes = shape.reduce((product, n) => product * n, 1) * known[1]
  // float16 is stored as it is; integers are numbers only with their scale.
  const plain = stored.dtype === undefined || stored.dtype === 'float16'
  return { name, shape, dtype: plain ? known[0] : `${known[0]} × scale`, bytes }
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}
