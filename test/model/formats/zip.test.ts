import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { bufferSource } from '../../../src/bytes/buffer-source.js'
import { counted } from '../../../src/bytes/byte-source.js'
import { LimitExceeded, Malformed, Unsupported } from '../../../src/errors.js'
import { dataOffsetOf, readZipDirectory } from '../../../src/model/formats/zip.js'
import { joined, u32, u64 } from './gguf/gguf-bytes.js'
import { zipBytes } from './zip-bytes.js'

const sourceOf = (bytes: Uint8Array) => counted(bufferSource(bytes, 'file'))
const read = (bytes: Uint8Array) => readZipDirectory(sourceOf(bytes))

const text = (value: string) => new TextEncoder().encode(value)
const two = () => zipBytes({ a: text('first'), 'b/c': text('second') })

/** Bytes of the fixed part at the end. */
const END = 22

/** Changes a number of 32 bits, counted from the end of an archive. */
function patched(fromEnd: number, value: number, bytes = two()): Uint8Array {
  const at = bytes.length - fromEnd
  new DataView(bytes.buffer).setUint32(at, value, true)
  return bytes
}

/** The same archive with its directory's numbers in zip64's fields, as archives beyond 4 GB have them. */
function zip64(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer)
  const end = bytes.length - END
  const [size, offset] = [view.getUint32(end + 12, true), view.getUint32(end + 16, true)]
  const count = view.getUint16(end + 10, true)
  const before = bytes.slice(0, offset)
  const entries: Uint8Array[] = []
  for (let at = offset, i = 0; i < count; i++) {
    const length = view.getUint16(at + 28, true)
    const entry = bytes.slice(at, at + 46 + length)
    const fields = new DataView(entry.buffer)
    const [compressed, plain, header] = [20, 24, 42].map((field) => fields.getUint32(field, true))
    for (const field of [20, 24, 42]) fields.setUint32(field, 0xffffffff, true)
    fields.setUint16(30, 28, true)
    const extra = [
      Uint8Array.of(1, 0, 24, 0),
      u64(BigInt(plain)),
      u64(BigInt(compressed)),
      u64(BigInt(header)),
    ]
    entries.push(entry, ...extra)
    at += 46 + length
  }
  const directory = joined(entries)
  const counts = [u64(BigInt(count)), u64(BigInt(count))]
  const places = [u64(BigInt(directory.length)), u64(BigInt(offset))]
  const end64 = joined([u32(0x06064b50), u64(44n), u32(0), u32(0), u32(0), ...counts, ...places])
  const at64 = BigInt(offset + directory.length)
  const locator = joined([u32(0x07064b50), u32(0), u64(at64), u32(1)])
  const last = bytes.slice(end)
  assert.ok(size > 0)
  last.fill(0xff, 8, 20)
  return joined([before, directory, end64, locator, last])
}

suite('readZipDirectory', () => {
  for (const [name, bytes] of [
    ['an archive', two()],
    ['an archive with a comment', patchedComment()],
    ['a zip64 archive', zip64(two())],
  ] as const)
    test(`finds the entries of ${name}, and where their bytes are`, async () => {
      const source = sourceOf(bytes)
      const entries = await readZipDirectory(source)
      assert.deepEqual([...entries.keys()], ['a', 'b/c'])
      const entry = entries.get('b/c') ?? assert.fail()
      const offset = await dataOffsetOf(source, entry)
      const found = await source.read(offset, entry.size)
      assert.equal(new TextDecoder().decode(found), 'second')
    })

  const malformed: Record<string, Uint8Array> = {
    nothing: new Uint8Array(),
    'no end': two().subarray(0, -1),
    'a directory beyond the file': patched(END - 16, 0x7fffffff),
    'a directory larger than it is': patched(END - 12, 200),
    'a directory that is none': patched(END - 16, 0),
    'a name twice': joinedTwice(),
    'a zip64 end that is none': brokenZip64(),
  }
  for (const [name, bytes] of Object.entries(malformed))
    test(`refuses ${name}`, async () => {
      await assert.rejects(read(bytes), Malformed)
    })

  test('a directory of 1 GB is beyond the limit; an archive in parts, or encrypted, Unsupported', async () => {
    await assert.rejects(read(patched(END - 12, 2 ** 30)), LimitExceeded)
    await assert.rejects(read(patched(END - 4, 1)), Unsupported)
    await assert.rejects(read(zipBytes({ a: text('x') }, { flags: 1 })), Unsupported)
  })

  test('an entry whose local header is elsewhere, or whose bytes reach beyond, is Malformed', async () => {
    const source = sourceOf(two())
    const entry = (await readZipDirectory(source)).get('a') ?? assert.fail()
    for (const wrong of [{ header: 1 }, { header: source.size - 5 }, { compressed: 1000 }])
      await assert.rejects(dataOffsetOf(source, { ...entry, ...wrong }), Malformed)
  })
})

function patchedComment(): Uint8Array {
  const bytes = joined([two(), text('a comment')])
  bytes[bytes.length - 9 - 2] = 9
  return bytes
}

function joinedTwice(): Uint8Array {
  const bytes = zipBytes({ a: text('x'), b: text('y') })
  return bytes.map((byte) => (byte === 98 ? 97 : byte))
}

function brokenZip64(): Uint8Array {
  const bytes = zip64(two())
  bytes[bytes.length - END - 20 + 8] ^= 1
  return bytes
}
