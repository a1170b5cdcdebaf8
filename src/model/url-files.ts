import { bufferSource } from '../bytes/buffer-source.js'
import { type ByteSource, readAll } from '../bytes/byte-source.js'
import type { HttpClient } from '../bytes/http-client.js'
import { statusError } from '../bytes/http-client.js'
import { httpSource } from '../bytes/http-source.js'
import { tries } from '../bytes/retry.js'
import { Malformed, NotFound } from '../errors.js'
import { requireFewValues } from './few-parts.js'
import { type ModelFiles, modelFiles } from './model-files.js'

/** What may lie beside a file with weights: an address tells nothing of its neighbours, so that they are tried. */
const NEIGHBOURS = [
  'config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'added_tokens.json',
  'special_tokens_map.json',
  'vocab.json',
  'vocab.txt',
  'merges.txt',
  'tokenizer.model',
  'spiece.model',
  'sentencepiece.bpe.model',
  'spm.model',
]

/** More of them are read from an index than anybody shards a model into. */
const MAX_SHARDS = 1_000
const MAX_INDEX_BYTES = 64 * 1024 * 1024
const MAX_INDEX_VALUES = 1_000_000

/** A file behind an address, as far as its first answer tells. */
interface Found {
  readonly url: string
  readonly size: number
  /** Whether the server sends parts of it. */
  readonly ranges: boolean
}

/**
 * The file behind an address, with the usual files beside it as far as they are there. Nothing is kept for another run.
 *
 * @throws {NotFound} when there is no such file
 */
export async function urlFiles(
  address: string,
  client: HttpClient,
): Promise<{ readonly files: ModelFiles; readonly only: string }> {
  const url = new URL(address)
  const folder = new URL('.', url)
  const only = decodeURIComponent(url.pathname.split('/').at(-1) ?? '')
  const found = new Map<string, Found>()
  const look = async (name: string): Promise<void> => {
    const at = new URL(encodeURIComponent(name).replaceAll('%2F', '/'), folder)
    // What signs an address signs its neighbours, if anything does.
    at.search = url.search
    const file = await probe(client, name === only ? url.href : at.href)
    if (file) found.set(name, file)
  }
  await look(only)
  if (!found.has(only)) throw missing(shown(url.href))
  await Promise.all(NEIGHBOURS.filter((name) => name !== only).map(look))
  const open = async (name: string): Promise<ByteSource> => {
    const file = found.get(name)
    if (!file) throw missing(shown(new URL(name, folder).href))
    const source = httpSource(client, { ...file, name: shown(file.url) })
    if (file.ranges) return source
    // Such a server sends a file whole or not at all: small ones are taken so, and larger ones refused as they are read.
    if (file.size > MAX_INDEX_BYTES) return source
    return bufferSource(await source.read(0, file.size), source.name)
  }
  if (only.endsWith('.index.json')) {
    const index = await readAll(await open(only), MAX_INDEX_BYTES)
    requireFewValues({ name: shown(url.href) }, index, MAX_INDEX_VALUES)
    await Promise.all(shardsOf(shown(url.href), index).map(look))
  }
  const sizes = new Map([...found].map(([name, { size }]) => [name, size]))
  const name = only.replace(/\.[^.]*$/, '')
  const place = { name, source: url.href, sizes, traffic: () => client.traffic }
  return { files: modelFiles(place, open), only }
}

/** Asks for the first byte: whether a file is there, how large it is, and whether it comes in parts. */
async function probe(client: HttpClient, url: string): Promise<Found | undefined> {
  const where = shown(url)
  const attempts = tries(where, client.options)
  for (;;)
    try {
      const answer = await client.send({ url, where, headers: { range: 'bytes=0-0' } })
      answer.drop()
      const { response } = answer
      const { status, headers } = response
      if (status === 404 || status === 410) return undefined
      // An empty file has no first byte.
      if (status === 416) return { url, size: 0, ranges: true }
      if (status !== 200 && status !== 206) throw statusError(where)(response)
      const told =
        status === 206
          ? /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1]
          : headers.get('content-length')
      if (told === undefined || told === null) throw sizeless(where)
      return { url, size: Number(told), ranges: status === 206 }
    } catch (error) {
      await attempts.failed(error)
    }
}

function shardsOf(where: string, index: Uint8Array): readonly string[] {
  try {
    const { weight_map: map } = JSON.parse(new TextDecoder().decode(index)) as {
      weight_map: Record<string, string>
    }
    // Names that lead elsewhere are left out: whoever reads the index refuses them.
    const names = [...new Set(Object.values(map))].filter((name) => /^[\w.-]+$/.test(name))
    return names.slice(0, MAX_SHARDS)
  } catch (cause) {
    throw new Malformed(
      { where, expected: 'an index of shards', found: String(cause), next: 'Check the address.' },
      { cause },
    )
  }
}

function missing(where: string): NotFound {
  return new NotFound({ where, expected: 'a file', found: 'none', next: 'Check the address.' })
}

/** An address without what may be secret in it. */
function shown(url: string): string {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`
}

function sizeless(where: string): Malformed {
  return new Malformed({
    where,
    expected: 'an answer that tells the size of the file',
    found: 'none',
    next: 'In a page, the server has to expose Content-Range; else download the file, and give the local one.',
  })
}
