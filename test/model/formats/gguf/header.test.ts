import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { bufferSource } from '../../../../src/bytes/buffer-source.js'
import { counted } from '../../../../src/bytes/byte-source.js'
import { LimitExceeded, Malformed, Unsupported } from '../../../../src/errors.js'
import { readGgufHeader } from '../../../../src/model/formats/gguf/header.js'
import { array, ggufBytes, joined, pair, string, tensor, u32, u64 } from './gguf-bytes.js'

const read = (bytes: Uint8Array) => readGgufHeader(counted(bufferSource(bytes, 'file')))

const MAX = 2n ** 64n - 1n
const data = new Uint8Array(64)
const one = (...args: Parameters<typeof tensor>) => ggufBytes({ tensors: [tensor(...args)], data })
const meta = (...pairs: Uint8Array[]) => ggufBytes({ pairs })

suite('readGgufHeader', () => {
  test('gives shapes with rows first, and places in the file', async () => {
    const bytes = one('t', [8n, 2n])
    const { tensors } = await read(bytes)
    assert.deepEqual(tensors.get('t'), {
      name: 't',
      dtype: 'F32',
      shape: [2, 8],
      offset: bytes.length - 64,
      length: 64,
    })
  })

  test('keeps values of every type, and of arrays those of the tokenizer', async () => {
    const bytes = meta(
      pair('u8', [0, Uint8Array.of(200)]),
      pair('i8', [1, Uint8Array.of(200)]),
      pair('i64', [11, u64(MAX)]),
      pair('u64', [10, u64(MAX)]),
      pair('bool', [7, Uint8Array.of(1)]),
      pair('f32', [6, new Uint8Array(Float32Array.of(0.5).buffer)]),
      pair('string', [8, string('aé')]),
      pair('tokenizer.x', [9, array(5, 2n, [u32(1), u32(2)])]),
      pair('other', [9, array(8, 2n, [string('a'), string('b')])]),
    )
    assert.deepEqual(
      [...(await read(bytes)).metadata],
      [
        ['u8', 200],
        ['i8', -56],
        ['i64', -1],
        ['u64', MAX],
        ['bool', true],
        ['f32', 0.5],
        ['string', 'aé'],
        ['tokenizer.x', [1, 2]],
      ],
    )
  })

  test('a dimension of 0 loads, as does an alignment of its own', async () => {
    assert.deepEqual((await read(one('t', [0n, 5n]))).tensors.get('t')?.shape, [5, 0])
    const bytes = ggufBytes({
      pairs: [pair('general.alignment', 64)],
      tensors: [tensor('t', [4n])],
      alignment: 64,
      data,
    })
    assert.equal((await read(bytes)).tensors.get('t')?.offset, bytes.length - 64)
  })

  test('a type that is not known is named, and stops nobody else', async () => {
    assert.equal((await read(one('t', [5n], { type: 77 }))).tensors.get('t')?.dtype, 'type 77')
  })

  const malformed: Record<string, Uint8Array> = {
    'another magic': ggufBytes({ magic: 'GGML' }),
    'version 0': ggufBytes({ version: 0 }),
    'a tensor count of −1': ggufBytes({ tensorCount: MAX }),
    'a metadata count of −1': ggufBytes({ pairCount: MAX }),
    'an empty key': meta(pair('', 1)),
    'a key with a size of −1': meta(pair(string('key', MAX), 1)),
    'a value of an unknown type': meta(pair('key', [13, u32(0)])),
    'a key twice': meta(pair('key', 1), pair('key', 1)),
    'an alignment of 13': meta(pair('general.alignment', 13)),
    'an alignment of 0': meta(pair('general.alignment', 0)),
    'an alignment that is no uint32': meta(pair('general.alignment', [10, u64(32n)])),
    'a bool of 2': meta(pair('key', [7, Uint8Array.of(2)])),
    'a key that is not UTF-8': meta(pair(joined([u64(1n), Uint8Array.of(0xff)]), 1)),
    'a name of 64 bytes': one('n'.repeat(64), [1n]),
    'a tensor twice': ggufBytes({ tensors: [tensor('t', [1n]), tensor('t', [1n])], data }),
    '5 dimensions': one('t', [1n, 1n, 1n, 1n, 1n]),
    '2³² − 1 dimensions': one('t', [1n], { count: 2 ** 32 - 1 }),
    'a dimension of −1': one('t', [MAX]),
    'more elements than 2⁵³': one('t', [2n ** 40n, 2n ** 40n]),
    'more elements than 2⁵³, times 0': one('t', [2n ** 40n, 2n ** 40n, 0n]),
    'more bytes than the file': one('t', [2n ** 52n]),
    'an offset of −1': one('t', [1n], { offset: MAX }),
    'an offset of −32': one('t', [1n], { offset: MAX - 31n }),
    'a misaligned offset': one('t', [1n], { offset: 8n }),
    'rows that are no whole blocks': one('t', [48n], { type: 8 }),
    'a file one byte short': one('t', [16n]).subarray(0, -1),
    'an array of 2⁶³ values': meta(pair('key', [9, array(4, 2n ** 63n)])),
    'an array of 2⁶³ strings': meta(pair('key', [9, array(8, 2n ** 63n)])),
    'a string of 1 GiB that is not there': meta(pair('key', [8, string('a', 2n ** 30n)])),
    nothing: new Uint8Array(),
    'a header cut in two': ggufBytes({}).subarray(0, 23),
  }
  for (const [name, bytes] of Object.entries(malformed))
    test(`refuses ${name}`, async () => {
      await assert.rejects(read(bytes), Malformed)
    })

  for (const [name, version] of [
    ['version 1', 1],
    ['a version of the future', 4],
    ['a big-endian file', 3 << 24],
  ] as const)
    test(`${name} is Unsupported`, async () => {
      await assert.rejects(read(ggufBytes({ version })), Unsupported)
    })

  test('an array of arrays is Unsupported', async () => {
    await assert.rejects(read(meta(pair('key', [9, array(9, 1n, [array(4, 0n)])]))), Unsupported)
  })

  test('what is kept of the metadata is limited in all, however it is parted', async () => {
    const values = [9, joined([array(0, 2n ** 20n), new Uint8Array(2 ** 20)])] as const
    const many = Array.from({ length: 5 }, (_, i) => pair(`tokenizer.${i}`, values))
    await assert.rejects(read(meta(...many)), LimitExceeded)
    assert.equal((await read(meta(...many.slice(1)))).metadata.size, 4)
    const text = 'a'.repeat(15 * 2 ** 20)
    const texts = Array.from({ length: 5 }, (_, i) => pair(`${i}`, [8, string(text)]))
    await assert.rejects(read(meta(...texts)), LimitExceeded)
    const pairs = Array.from({ length: 70_000 }, (_, i) => pair(`${i}`, 1))
    await assert.rejects(read(meta(...pairs)), LimitExceeded)
  })

  test('more tensors than any model has are beyond the limit', async () => {
    const tensors = Array.from({ length: 250_001 }, () => new Uint8Array(24))
    await assert.rejects(read(ggufBytes({ tensors })), LimitExceeded)
  })

  test('a string of 1 GiB, and an array of 2³² values, are beyond the limit and not read', async () => {
    const huge = (bytes: Uint8Array) => ({
      name: 'huge',
      size: 2 ** 40,
      read: async (offset: number, length: number) => {
        assert.ok(length <= 256 * 1024, `a read of ${length} bytes`)
        const out = new Uint8Array(length)
        out.set(bytes.subarray(offset, offset + length))
        return out
      },
    })
    for (const [key, value] of [
      ['key', [8, string('', 2n ** 30n)]],
      ['tokenizer.key', [9, array(4, 2n ** 32n)]],
    ] as const)
      await assert.rejects(readGgufHeader(huge(meta(pair(key, value)))), LimitExceeded)
  })

  test('arrays that are not needed are stepped over unread', async () => {
    const numbers = Array.from({ length: 300_000 }, () => u32(1))
    const many = new Uint8Array(numbers.length * 4)
    const bytes = meta(
      pair('other', [9, joined([array(4, BigInt(numbers.length)), many])]),
      pair('last', 7),
    )
    const source = counted(bufferSource(bytes, 'file'))
    assert.equal((await readGgufHeader(source)).metadata.get('last'), 7)
    assert.ok(source.bytesRead < many.length / 2)
  })
})
