import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { bufferSource } from '../../../../src/bytes/buffer-source.js'
import { LimitExceeded, Malformed, UnsafeFile, Unsupported } from '../../../../src/errors.js'
import { inflatedSource } from '../../../../src/model/formats/numpy/inflated-source.js'
import { npyWeights, npzWeights } from '../../../../src/model/formats/numpy/weights.js'
import { openWeights } from '../../../../src/model/open-weights.js'
import { memoryFiles } from '../../memory-files.js'
import { assertSameNumbers, fixture, fixtureJson, floats, readTensor } from '../../stored-values.js'
import { joined, u32 } from '../gguf/gguf-bytes.js'
import { zipBytes } from '../zip-bytes.js'

const expected = fixtureJson('numpy/expected.json') as Readonly<
  Record<string, { shape: readonly number[]; values: string }>
>

/** An npy file with a header of any text. */
function npyBytes(header: string, data = 0, version = 1): Uint8Array {
  const text = new TextEncoder().encode(header)
  const length = version === 1 ? u32(text.length).subarray(0, 2) : u32(text.length)
  const magic = Uint8Array.of(0x93, ...new TextEncoder().encode('NUMPY'), version, 0)
  return joined([magic, length, text, new Uint8Array(data)])
}

const dict = (descr = "'<f4'", order = 'False', shape = '(2, 2)') =>
  `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`

const read = (bytes: Uint8Array) => npyWeights(memoryFiles({ 'x.npy': bytes }), 'x.npy')

suite('npyWeights', () => {
  for (const name of ['c_f4', 'fortran_f4', 'version3'])
    test(`${name}.npy is read as NumPy reads it, under its own name`, async () => {
      const files = memoryFiles({ [`in/${name}.npy`]: fixture(`numpy/${name}.npy`) })
      const weights = await npyWeights(files, `in/${name}.npy`)
      assert.deepEqual(weights.names, [name])
      const found = await readTensor(weights, name)
      assert.deepEqual(found.shape, expected[name].shape)
      assertSameNumbers(found.data, floats(expected[name].values))
    })

  test('columns end to end are put together in slabs, however many blocks there are', async () => {
    const [rows, cols] = [30_000, 64]
    const values = Float32Array.from({ length: rows * cols }, (_, i) => i)
    const header = npyBytes(dict("'<f4'", 'True', `(${rows}, ${cols})`))
    const files = memoryFiles({ 'x.npy': joined([header, new Uint8Array(values.buffer)]) })
    const tensor = await (await npyWeights(files, 'x.npy')).locate('x')
    const { source, table } = await tensor.open(false)
    for (let start = 0; start < rows; start += 1000) {
      const bytes = await source.read(start * table.bytesPerRow, 1000 * table.bytesPerRow)
      const block = table.decode(bytes)
      for (const [row, col] of [
        [0, 0],
        [999, 63],
        [500, 7],
      ])
        // prettier-ignore
        assert.equal(block[row * cols + col], col * rows + start + row)
    }
    assert.ok(files.usage().requests < 200, `${files.usage().requests} reads`)
  })
})

suite('npzWeights', () => {
  for (const file of ['stored.npz', 'deflated.npz'])
    test(`${file}: each array is read as NumPy reads it`, async () => {
      const weights = await npzWeights(memoryFiles({ 'x.npz': fixture(`numpy/${file}`) }), 'x.npz')
      assert.equal(weights.names.length, 5)
      for (const name of weights.names) {
        const found = await readTensor(weights, name)
        assert.deepEqual(found.shape, expected[name].shape)
        assertSameNumbers(found.data, floats(expected[name].values))
      }
    })

  test('an entry of an unknown method is Unsupported', async () => {
    const bytes = zipBytes({ 'a.npy': npyBytes(dict(), 16) }, { method: 12 })
    const weights = await npzWeights(memoryFiles({ 'x.npz': bytes }), 'x.npz')
    await assert.rejects(weights.locate('a'), Unsupported)
  })
})

suite('a damaged npy file', () => {
  const malformed: Record<string, Uint8Array> = {
    nothing: new Uint8Array(),
    'another magic': npyBytes(dict(), 16).fill(0x4e, 0, 1),
    'version 4': npyBytes(dict(), 16, 4),
    'a header beyond the file': npyBytes(dict()).subarray(0, 30),
    'a header that is no dictionary': npyBytes('[1]', 16),
    'an expression in its header': npyBytes(dict("'<f4'", 'False', '(2*2,)'), 16),
    'a call in its header': npyBytes(dict("'<f4'", '__import__("os")'), 16),
    'a key twice': npyBytes(
      "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}",
      8,
    ),
    'an unknown key': npyBytes(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': True}",
      8,
    ),
    'a missing key': npyBytes("{'descr': '<f4', 'shape': (2, 2)}", 16),
    'pairs without a comma between': npyBytes(
      "{'descr': '<f4' 'fortran_order': False, 'shape': (2,)}",
      8,
    ),
    'text after the dictionary': npyBytes(`${dict()} x`, 16),
    'a negative dimension': npyBytes(dict("'<f4'", 'False', '(-2, -2)'), 16),
    'a fraction as dimension': npyBytes(dict("'<f4'", 'False', '(2.0, 2)'), 16),
    'a bool as dimension': npyBytes(dict("'<f4'", 'False', '(True, 4)'), 16),
    'a shape that is a number': npyBytes(dict("'<f4'", 'False', '(4)'), 16),
    'dimensions beyond the file': npyBytes(dict("'<f4'", 'False', '(99999999, 99999999)'), 16),
    'a dimension beyond 2⁵³': npyBytes(dict("'<f4'", 'False', '(9999999999999999,)'), 16),
    'too few bytes': npyBytes(dict(), 15),
    'trailing bytes': npyBytes(dict(), 17),
  }
  for (const [name, bytes] of Object.entries(malformed))
    test(`is Malformed: ${name}`, async () => {
      await assert.rejects(read(bytes), Malformed)
    })

  test('a header of more than 10,000 characters is beyond the limit', async () => {
    await assert.rejects(read(npyBytes(dict() + ' '.repeat(10_000), 16)), LimitExceeded)
    await assert.rejects(read(npyBytes(dict() + ' '.repeat(100_000), 16, 2)), LimitExceeded)
  })

  test('an array of objects is UnsafeFile; of numbers that cannot be read, Unsupported', async () => {
    await assert.rejects(read(npyBytes(dict("'|O'"), 16)), UnsafeFile)
    const weights = await read(npyBytes(dict("'>f4'"), 16))
    await assert.rejects((await weights.locate('x')).open(false), Unsupported)
  })
})

suite('inflatedSource', () => {
  const plain = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * i) >> 7)
  const deflated = deflateRawSync(plain)
  const part = { offset: 3, compressed: deflated.length, size: plain.length }
  const file = (bytes: Uint8Array) => bufferSource(joined([new Uint8Array(3), bytes]), 'file')

  test('gives any part, in any order, at the same time', async () => {
    const source = inflatedSource(file(deflated), part)
    const places = [0, 2_999_990, 5, 1_000_000, 999_990, 0]
    const found = await Promise.all(places.map((at) => source.read(at, 10)))
    found.forEach((bytes, i) => {
      assert.deepEqual([...bytes], [...plain.subarray(places[i], places[i] + 10)])
    })
    assert.equal((await source.read(plain.length, 0)).length, 0)
  })

  test('what is damaged, or inflates to more or less than it should, is Malformed', async () => {
    const broken = Uint8Array.from(deflated).fill(0xff, 2000, 2100)
    const reads = [
      inflatedSource(file(broken), part),
      inflatedSource(file(deflated), { ...part, size: plain.length - 1 }),
      inflatedSource(file(deflated), { ...part, size: plain.length + 1 }),
      inflatedSource(file(deflated.subarray(0, -5)), { ...part, compressed: deflated.length - 5 }),
    ]
    for (const source of reads) await assert.rejects(source.read(source.size - 10, 10), Malformed)
  })
})

suite('the list of tokens beside a matrix', () => {
  const npy = fixture('numpy/c_f4.npy')
  const tokensOf = async (files: Readonly<Record<string, string | object>>) =>
    (await openWeights(memoryFiles({ 'm.npy': npy, ...files }))).tokens

  test('is the one of its own name, else of any; text has one a line', async () => {
    assert.equal(await tokensOf({}), undefined)
    const both = await tokensOf({ 'vocab.txt': 'x', 'm.tokens.txt': 'a\n b\r\n\nc\n' })
    assert.deepEqual([both?.file, both?.tokens], ['m.tokens.txt', ['a', ' b', '', 'c']])
    assert.deepEqual((await tokensOf({ 'vocab.txt': 'x\ny' }))?.tokens, ['x', 'y'])
  })

  test('may be JSON: a list, pairs with scores, or an object of rows', async () => {
    assert.deepEqual((await tokensOf({ 'vocab.json': ['a', 'b'] }))?.tokens, ['a', 'b'])
    const scored = await tokensOf({ 'vocab.json': [['a', -1], ['b', null]] }) // prettier-ignore
    assert.deepEqual(
      [scored?.tokens, scored?.scores],
      [
        ['a', 'b'],
        [-1, NaN],
      ],
    )
    assert.deepEqual((await tokensOf({ 'vocab.json': { b: 1, a: 0 } }))?.tokens, ['a', 'b'])
  })

  for (const content of [
    { a: 0, b: 0 },
    { a: 1 },
    { a: -1 },
    { a: 0.5 },
    {},
    [1],
    [['a'], 'b'],
    '{"a":',
    'null',
  ])
    test(`${JSON.stringify(content)} is Malformed`, async () => {
      await assert.rejects(tokensOf({ 'vocab.json': content }), Malformed)
    })

  test('that is not UTF-8 is Malformed', async () => {
    await assert.rejects(tokensOf({ 'vocab.txt': Uint8Array.of(0xff) }), Malformed)
  })
})
