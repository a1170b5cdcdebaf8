import { InvalidArgument, Io } from '../errors.js'
import type { Traffic } from '../bytes/http-client.js'
import type { FilesCache, ModelFiles } from './model-files.js'
import { type FoundFiles, findFiles } from './model-source.js'
import { type OpenOptions, openFound } from './open-model.js'

/** What is fetched of a model. */
export interface FetchOptions extends OpenOptions {
  /**
   * All files of the repository, whole and checked, as Python's client downloads them; by default what an analysis
   * reads: tokenizer and configuration whole, the headers of the weights, and the one matrix.
   */
  readonly all?: boolean
  /** Fetches anew all that is kept in parts, and every whole file that is not what its digest says; false by default. */
  readonly refresh?: boolean
  /** Told of the rows of the matrix that have arrived. */
  readonly onProgress?: (rows: number, of: number) => void
}

/** What was fetched. */
export interface Fetched {
  /** Opens the same model again, without the network. */
  readonly source: string
  /** The files that are in the cache, whole or in part. */
  readonly files: readonly string[]
  /** Those of them of which only a part is there: nothing tells whether it is right but a format that parses. */
  readonly parts: readonly string[]
  /** Of the model, in the cache. */
  readonly bytes: number
  /** Of the model's files that were meant, in all. */
  readonly totalBytes: number
  /** What of it had to come over the network now. */
  readonly traffic: Traffic
}

/**
 * Brings a model of the Hub into the cache, so that it opens, and everything can be computed from it, without the
 * network. What is there already is not asked for again.
 *
 * @throws {InvalidArgument} for a model that is not of the Hub, or without a cache
 * @throws {Io} when the Hub does not answer, or the cache cannot be written
 * @throws {Integrity} when all bytes of a file arrive and are not what its digest says, twice
 */
export async function fetchModel(source: string, options: FetchOptions = {}): Promise<Fetched> {
  const { onNotice, onProgress } = options
  let unkept: string | undefined
  const watching: OpenOptions = {
    ...options,
    onNotice: (notice) => {
      if (notice.kind === 'cache') unkept ??= notice.text
      onNotice?.(notice)
    },
  }
  const found = await findFiles(source, watching)
  const { cache } = found.files
  if (found.files.commit === undefined || !cache) throw notOfTheHub(source)
  if (options.refresh) await cache.refresh()
  const result = options.all
    ? await fetchAll(found.files, cache)
    : await fetchNeeded(found, cache, watching, onProgress)
  if (unkept === undefined) return result
  throw new Io({
    where: source,
    expected: 'a cache that can be written',
    found: unkept,
    next: 'Check permissions and free space, or name another folder in HF_HUB_CACHE.',
  })
}

async function fetchNeeded(
  found: FoundFiles,
  cache: FilesCache,
  options: OpenOptions,
  onProgress: FetchOptions['onProgress'],
): Promise<Fetched> {
  const { signal } = options
  const model = await openFound(found, options)
  const { vocabSize, totalBytes } = model.info
  let rows = 0
  for await (const block of model.embedding.blocks({ signal })) {
    rows += block.rows.rows
    onProgress?.(rows, vocabSize)
  }
  const bytes = model.bytesRead()
  const parts = await cache.complete()
  const files = found.files.usage().opened.toSorted()
  return { source: model.source, files, parts, bytes, totalBytes, traffic: model.traffic() }
}

async function fetchAll(files: ModelFiles, cache: FilesCache): Promise<Fetched> {
  const names = [...files.sizes.keys()].sort()
  for (const name of names) await cache.download(name)
  const bytes = [...files.sizes.values()].reduce((sum, size) => sum + size, 0)
  const { source } = files
  return { source, files: names, parts: [], bytes, totalBytes: bytes, traffic: files.traffic() }
}

function notOfTheHub(source: string): InvalidArgument {
  return new InvalidArgument({
    where: 'model',
    expected: 'a model of the Hub, org/name for example, and a cache for it',
    found: `${source}, of which nothing has to be fetched or can be kept`,
    next: 'Open it as it is.',
  })
}
