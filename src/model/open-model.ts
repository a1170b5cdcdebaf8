import { localFiles } from '#local-files'
import { InvalidArgument, NotFound } from '../errors.js'
import { readConfig } from './config.js'
import { storedEmbedding } from './embedding-matrix.js'
import { findTensor, openTable } from './embedding-tensor.js'
import { folderFiles } from './folder.js'
import type { ModelFiles } from './model-files.js'
import type { Model } from './model.js'
import { openWeights } from './open-weights.js'
import type { MatrixRole } from './tensor-names.js'
import { loadTokenizer, tokenizerInfo } from './tokenizer.js'
import { vocabularyOf } from './vocabulary.js'

/** The source of the model that ships with the package. */
export const EMBEDDED_MODEL = 'embedded:all-MiniLM-L6-v2'

/** Which matrix of a model is opened. */
export interface OpenOptions {
  /** `input`, the token embedding W_E, by default; `output` is the unembedding W_U. */
  readonly matrix?: MatrixRole
  /** The name of the tensor to take, where the families' names do not find it. */
  readonly tensor?: string
}

/**
 * Opens a model's tokenizer and token embedding. The table itself is not read here.
 *
 * @param source a folder in Hugging Face's layout, or one file of weights; by default the embedded model,
 *   sentence-transformers/all-MiniLM-L6-v2 with its 30,522 × 384 token embedding in F16
 * @throws {NotFound} when there is no such place, or no tokenizer or embedding in it
 * @throws {Malformed} when a file of it is damaged
 * @throws {Unsupported} for a format or dtype that cannot be read
 * @throws {UnsafeFile} for a PyTorch file that is more than tensors
 */
export async function openModel(
  source: string = EMBEDDED_MODEL,
  { matrix = 'input', tensor: name }: OpenOptions = {},
): Promise<Model> {
  const { files, only } = await findFiles(source)
  const weights = await openWeights(files, only)
  const config = await readConfig(files)
  const loaded = await loadTokenizer(files, weights.tokens)
  const { tokenizer, entries, used } = loaded
  const choice = { role: matrix, name, tokenCount: entries.length || undefined, config }
  const { tensor, candidates, tied } = await findTensor(files.source, weights, choice)
  const known = config.vocabSize ?? (entries.length || undefined)
  const { source: tableSource, table, transposed } = await openTable(files.source, tensor, known)
  const totalBytes = [...weights.files, ...used, 'config.json'].reduce(
    (sum, file) => sum + (files.sizes.get(file) ?? 0),
    0,
  )
  return {
    source: files.source,
    info: {
      name: matrix === 'output' && !tied ? `${files.name} (unembedding)` : files.name,
      source: files.source,
      file: tensor.file,
      format: weights.format,
      tensor: tensor.name,
      matrix,
      tied,
      candidates,
      transposed,
      dtype: table.dtype,
      vocabSize: table.vocabSize,
      dim: table.dim,
      tokenCount: entries.length,
      tokenizer: tokenizerInfo(loaded),
      totalBytes,
    },
    tokenizer,
    vocabulary: vocabularyOf(table.vocabSize, { ...loaded, spelling: tokenizer.spelling }),
    embedding: storedEmbedding(tableSource, table),
    bytesRead: () => files.usage().bytesRead,
  }
}

/** The files that a source names, and the one of them that holds the weights if it names one. */
async function findFiles(source: string): Promise<{ files: ModelFiles; only?: string }> {
  if (source === EMBEDDED_MODEL)
    return { files: await folderFiles(localFiles.embeddedModelFolder(), source) }
  const path = localFiles.absolute(source)
  const kind = source === '' ? 'missing' : await localFiles.kindOf(source)
  if (kind === 'folder') return { files: await folderFiles(path, path) }
  if (kind === 'file') {
    const { folder, name } = localFiles.split(path)
    return { files: await folderFiles(folder, path), only: name }
  }
  if (source.startsWith('embedded:'))
    throw new InvalidArgument({
      where: 'model',
      expected: EMBEDDED_MODEL,
      found: source,
      next: 'Only that one is embedded.',
    })
  throw new NotFound({
    where: 'model',
    expected: 'a folder or file on this machine (models are not fetched by name in this version)',
    found: `nothing at ${path}`,
    next: 'Give the path of a folder with weights and tokenizer.json, or no model for the embedded one.',
  })
}
