import { localFiles } from '#local-files'
import { counted } from '../bytes/byte-source.js'
import { NotFound } from '../errors.js'
import { storedEmbedding } from './embedding-matrix.js'
import { findEmbeddingTensor } from './embedding-tensor.js'
import { readSafetensorsHeader } from './formats/safetensors.js'
import type { Model } from './model.js'
import { loadTokenizer } from './tokenizer.js'
import { vocabularyOf } from './vocabulary.js'

const WEIGHTS = 'model.safetensors'
const TOKENIZER = 'tokenizer.json'
const TOKENIZER_CONFIG = 'tokenizer_config.json'

/** Opens a Hugging Face folder: `model.safetensors` and `tokenizer.json`, with `tokenizer_config.json` if there. */
export async function openFolder(folder: string, source: string): Promise<Model> {
  const has = async (name: string): Promise<boolean> =>
    (await localFiles.kindOf(`${folder}/${name}`)) === 'file'
  await requireFile(folder, WEIGHTS, 'embedding', has)
  await requireFile(folder, TOKENIZER, 'tokenizer', has)
  const open = async (name: string) => counted(await localFiles.openFile(folder, name))

  const weights = await open(WEIGHTS)
  const tensor = findEmbeddingTensor(weights.name, await readSafetensorsHeader(weights))
  const definition = await open(TOKENIZER)
  const config = (await has(TOKENIZER_CONFIG)) ? await open(TOKENIZER_CONFIG) : undefined
  const { tokenizer, entries, special } = await loadTokenizer(definition, config)
  const files = [weights, definition, ...(config ? [config] : [])]
  const { dtype, vocabSize, dim } = tensor
  return {
    source,
    info: {
      name: folder.split(/[/\\]+/).findLast((part) => part !== '') ?? folder,
      source,
      file: WEIGHTS,
      tensor: tensor.name,
      dtype,
      vocabSize,
      dim,
      totalBytes: files.reduce((sum, file) => sum + file.size, 0),
    },
    tokenizer,
    vocabulary: vocabularyOf(vocabSize, entries, special),
    embedding: storedEmbedding(weights, tensor),
    bytesRead: () => files.reduce((sum, file) => sum + file.bytesRead, 0),
  }
}

async function requireFile(
  folder: string,
  name: string,
  holds: string,
  has: (name: string) => Promise<boolean>,
): Promise<void> {
  if (await has(name)) return
  throw new NotFound({
    where: folder,
    expected: `${name}, which holds the ${holds}`,
    found: 'no such file',
    next: 'Give a folder with model.safetensors and tokenizer.json, as Hugging Face lays models out.',
  })
}
