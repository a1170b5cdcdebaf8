import { localFiles } from '#local-files'
import { hubHost } from '#hub-host'
import { HttpClient, type Transfer } from '../bytes/http-client.js'
import { InvalidArgument, NotFound } from '../errors.js'
import { folderFiles } from './folder.js'
import { type Notice, hubFiles } from './hub/hub-files.js'
import { type HubId, parseHubId, parseHubUrl } from './hub/hub-id.js'
import { type HubOptions, hubSettings } from './hub/hub-settings.js'
import type { ModelFiles } from './model-files.js'
import { urlFiles } from './url-files.js'

/** The source of the model that ships with the package. */
export const EMBEDDED_MODEL = 'embedded:all-MiniLM-L6-v2'

/** How a model's files are reached. */
export interface SourceOptions {
  /** How the Hub is reached; by default as the environment says. */
  readonly hub?: HubOptions
  /** Aborts opening, and every later read of a model that is not local. */
  readonly signal?: AbortSignal | undefined
  /** Told of all that arrives of files over a network. */
  readonly onTransfer?: (transfer: Transfer) => void
  /** Told of what the user should know though it stops nothing, such as a Hub that does not answer. */
  readonly onNotice?: (notice: Notice) => void
}

/** A model's files, and the one of them that holds the weights if the source names it. */
export interface FoundFiles {
  readonly files: ModelFiles
  readonly only?: string
}

/**
 * Finds the files that a source names: the embedded model, an address, a local folder or file, a model of the Hub, in
 * this order. So what is a local folder and could be a model of the Hub is the folder; `org/name@main` is the Hub's.
 *
 * @throws {NotFound} when there is no such place
 */
export async function findFiles(source: string, options: SourceOptions = {}): Promise<FoundFiles> {
  if (source === EMBEDDED_MODEL)
    return { files: await folderFiles(localFiles.embeddedModelFolder(), source) }
  if (source.startsWith('embedded:'))
    throw new InvalidArgument({
      where: 'model',
      expected: EMBEDDED_MODEL,
      found: source,
      next: 'Only that one is embedded.',
    })
  if (/^https?:\/\//i.test(source)) return behindAddress(source, options)
  const path = localFiles.absolute(source)
  const kind = source === '' ? 'missing' : await localFiles.kindOf(source)
  if (kind === 'folder') return { files: await folderFiles(path, path) }
  if (kind === 'file') {
    const { folder, name } = localFiles.split(path)
    return (
      (await inOnnxFolder(folder, name, path)) ?? {
        files: await folderFiles(folder, path),
        only: name,
      }
    )
  }
  const id = parseHubId(source)
  if (id) return onHub(id, options)
  throw new NotFound({
    where: 'model',
    expected: 'a folder or file on this machine, org/name on the Hub, or an address',
    found: `nothing at ${path}`,
    next: 'Check the spelling; without a model, the embedded one is taken.',
  })
}

/** Addresses under which people know the public Hub. */
const PUBLIC_HUB = ['https://huggingface.co', 'https://www.huggingface.co', 'https://hf.co']

/** A file in a model's subfolder `onnx` has its tokenizer in the folder above. */
async function inOnnxFolder(
  folder: string,
  name: string,
  path: string,
): Promise<FoundFiles | undefined> {
  const above = localFiles.split(folder)
  if (above.name !== 'onnx') return undefined
  const files = await folderFiles(above.folder, path)
  const isModel = files.sizes.has('config.json') || files.sizes.has('tokenizer.json')
  return isModel ? { files, only: `onnx/${name}` } : undefined
}

async function behindAddress(source: string, options: SourceOptions): Promise<FoundFiles> {
  if (!URL.canParse(source))
    throw new InvalidArgument({
      where: 'model',
      expected: 'an address',
      found: source,
      next: 'Check it: a browser would not take it either.',
    })
  const { endpoint } = hubSettings(options.hub ?? {}, hubHost.environment())
  const id = parseHubUrl(source, [endpoint, ...PUBLIC_HUB])
  return id ? onHub(id, options) : urlFiles(source, clientOf(options))
}

async function onHub(id: HubId, options: SourceOptions): Promise<FoundFiles> {
  const settings = hubSettings(options.hub ?? {}, hubHost.environment())
  const { signal, onNotice } = options
  const client = clientOf(options)
  const files = await hubFiles(id, { settings, client, signal, onNotice })
  if (id.file === undefined) return { files }
  if (files.sizes.has(id.file)) return { files, only: id.file }
  throw new NotFound({
    where: files.source,
    expected: `a file ${id.file}`,
    found: `${files.sizes.size} files, none of that name`,
    next: 'Check the name, or give the model without it.',
  })
}

function clientOf({ hub = {}, signal, onTransfer }: SourceOptions): HttpClient {
  const settings = hubSettings(hub, hubHost.environment())
  return new HttpClient({ ...settings, signal, ...(onTransfer && { onTransfer }) })
}
