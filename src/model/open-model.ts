import { localFiles } from '#local-files'
import { readConfig } from './config.js'
import { storedEmbedding } from './embedding-matrix.js'
import { findTensor, openTable } from './embedding-tensor.js'
import type { FormatTokens } from './formats/format-tokens.js'
import { readTokenList } from './formats/token-list.js'
import { EMBEDDED_MODEL, type FoundFiles, type SourceOptions, findFiles } from './model-source.js'
import type { Model } from './model.js'
import { openWeights } from './open-weights.js'
import type { MatrixRole } from './tensor-names.js'
import { loadTokenizer, tokenizerInfo } from './tokenizer.js'
import { trustingOnce } from './trusting-once.js'
import { vocabularyOf } from './vocabulary.js'

/** Which matrix of a model is opened, and how its files are reached. */
export interface OpenOptions extends SourceOptions {
  /** `input`, the token embedding W_E, by default; `output` is the unembedding W_U. */
  readonly matrix?: MatrixRole
  /** The name of the tensor to take, where the families' names do not find it. */
  readonly tensor?: string
  /**
   * The tokens of a matrix that brings none: a file that lists them, one a line (or JSON: see docs/model.md), or the
   * list itself. By default the list that lies beside the matrix, if any.
   */
  readonly tokens?: string | readonly string[]
}

/**
 * Opens a model's tokenizer and token embedding. The table itself is not read here.
 *
 * @param source a folder in Hugging Face's layout, or a file with weights in one; a model of the Hub, `org/name` or
 *   `org/name@revision`; the address of either; by default the embedded model, sentence-transformers/all-MiniLM-L6-v2
 *   with its 30,522 × 384 token embedding in F16. Where a local folder and a model of the Hub have one name, it is the
 *   folder's.
 * @throws {NotFound} when there is no such place, or no embedding in it; without a tokenizer it opens, and sets name rows
 * @throws {AccessDenied} when a token is needed, or another
 * @throws {Offline} when the network would be needed and is switched off
 * @throws {Malformed} when a file of it is damaged
 * @throws {Integrity} when what a server sends is not what it promised
 * @throws {Unsupported} for a format or dtype that cannot be read
 * @throws {UnsafeFile} for a PyTorch file that is more than tensors, or a name that leads out of the model
 */
export async function openModel(
  source: string = EMBEDDED_MODEL,
  options: OpenOptions = {},
): Promise<Model> {
  return openFound(await findFiles(source, options), options)
}

/** Opens the model whose files were found; see `openModel`. */
export async function openFound(found: FoundFiles, options: OpenOptions): Promise<Model> {
  return trustingOnce(found.files, () => openOnce(found, options))
}

async function openOnce({ files, only }: FoundFiles, options: OpenOptions): Promise<Model> {
  const { matrix = 'input', tensor: name } = options
  const weights = await openWeights(files, only)
  const own = options.tokens === undefined ? weights.tokens : await givenTokens(options.tokens)
  const config = await readConfig(files)
  const loaded = await loadTokenizer(files, own)
  const { tokenizer, entries, used } = loaded
  const choice = { role: matrix, name, tokenCount: entries.length || undefined, config }
  const { tensor, candidates, tied } = await findTensor(files.source, weights, choice)
  const known = config.vocabSize ?? (entries.length || undefined)
  const { source: tableSource, table, transposed } = await openTable(files.source, tensor, known)
  const totalBytes = [...new Set([...weights.files, ...used, 'config.json'])].reduce(
    (sum, file) => sum + (files.sizes.get(file) ?? 0),
    0,
  )
  return {
    source: files.source,
    info: {
      name: nameOf(files.name, only) + (matrix === 'output' && !tied ? ' (unembedding)' : ''),
      source: files.source,
      ...(files.commit !== undefined && { commit: files.commit }),
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
      ...(typeof options.tokens === 'string' && { tokenList: localFiles.absolute(options.tokens) }),
      totalBytes,
    },
    tokenizer,
    vocabulary: vocabularyOf(table.vocabSize, { ...loaded, spelling: tokenizer.spelling }),
    embedding: storedEmbedding(tableSource, table),
    bytesRead: () => files.usage().bytesRead,
    traffic: () => files.traffic(),
  }
}

async function givenTokens(tokens: string | readonly string[]): Promise<FormatTokens> {
  if (typeof tokens !== 'string') return { file: 'the given list', tokens }
  const { folder, name } = localFiles.split(localFiles.absolute(tokens))
  return readTokenList(await localFiles.openFile(folder, name), name)
}

/** The folder's name, or that of a file which is not called as every model's is. */
function nameOf(folder: string, only?: string): string {
  const file = only?.slice(only.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '')
  return file === undefined || /^(model|pytorch_model)\b/.test(file) ? folder : file
}
