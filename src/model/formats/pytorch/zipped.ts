import { type ByteSource, readAll } from '../../../bytes/byte-source.js'
import { sliceSource } from '../../../bytes/slice-source.js'
import { malformed, unsupported } from '../malformed.js'
import { type ZipEntry, dataOffsetOf, readZipDirectory } from '../zip.js'
import { type Checkpoint, MAX_PICKLE_BYTES } from './checkpoint.js'
import { readPickle } from './pickle.js'

/** Tells whether a file begins as zip archives do. */
export async function isZip(source: ByteSource): Promise<boolean> {
  const head = await source.read(0, Math.min(4, source.size))
  return new TextDecoder('latin1').decode(head) === 'PK\u0003\u0004'
}

/** A checkpoint as `torch.save` has written it since version 1.6: an archive of a pickle and of a file a storage. */
export async function readZipped(source: ByteSource): Promise<Checkpoint> {
  const entries = await readZipDirectory(source)
  const pickle = [...entries.values()].find(({ name }) => /(^|\/)data\.pkl$/.test(name))
  if (pickle === undefined) throw malformed(source, 'the entry data.pkl', 'none')
  const folder = pickle.name.slice(0, -'data.pkl'.length)
  await requireLittleEndian(source, entries.get(`${folder}byteorder`))
  const bytes = await readAll(await stored(source, pickle), MAX_PICKLE_BYTES)
  return {
    value: readPickle(source, bytes).value,
    async storage(key) {
      const entry = entries.get(`${folder}data/${key}`)
      if (entry === undefined) throw malformed(source, `the storage ${key}`, 'none')
      requireStored(source, entry)
      return { offset: await dataOffsetOf(source, entry), bytes: entry.size }
    },
  }
}

async function requireLittleEndian(source: ByteSource, entry?: ZipEntry): Promise<void> {
  if (entry === undefined) return
  const order = new TextDecoder().decode(await readAll(await stored(source, entry), 100))
  if (order !== 'little') throw unsupported(source.name, 'little-endian numbers', order)
}

async function stored(source: ByteSource, entry: ZipEntry): Promise<ByteSource> {
  requireStored(source, entry)
  return sliceSource(source, await dataOffsetOf(source, entry), entry.size)
}

/** PyTorch stores entries as they are, so that they can be read in parts. */
function requireStored(source: ByteSource, { name, method, size, compressed }: ZipEntry): void {
  if (method === 0 && size === compressed) return
  throw unsupported(
    source.name,
    `${name} stored as it is`,
    'compressed',
    'Save it with torch.save.',
  )
}
