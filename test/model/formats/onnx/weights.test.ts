import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { Malformed, NotFound, UnsafeFile, Unsupported } from '../../../../src/errors.js'
import { folderFiles } from '../../../../src/model/folder.js'
import { onnxWeights } from '../../../../src/model/formats/onnx/weights.js'
import { openWeights } from '../../../../src/model/open-weights.js'
import { memoryFiles } from '../../memory-files.js'
import { assertSameNumbers, fixture, fixtureJson, floats, readTensor } from '../../stored-values.js'
import { remove } from '../../tiny-model.js'
import { joined } from '../gguf/gguf-bytes.js'
import {
  bytesField,
  externalData,
  onnxBytes,
  tensorMessage,
  varint,
  varintField,
} from './onnx-bytes.js'

const expected = fixtureJson('onnx/expected.json') as Readonly<
  Record<string, { shape: readonly number[]; values: string }>
>

const files = memoryFiles({
  'onnx/inline.onnx': fixture('onnx/inline.onnx'),
  'onnx/external.onnx': fixture('onnx/external.onnx'),
  'onnx/external.onnx_data': fixture('onnx/external.onnx_data'),
})
const read = (bytes: Uint8Array) => onnxWeights(memoryFiles({ 'x.onnx': bytes }), 'x.onnx')
const openT = async (bytes: Uint8Array) => (await (await read(bytes)).locate('t')).open(false)

suite('onnxWeights', () => {
  for (const file of ['onnx/inline.onnx', 'onnx/external.onnx'])
    test(`${file}: each storage is read as Python’s onnx reads it`, async () => {
      const weights = await onnxWeights(files, file)
      for (const name of weights.names.filter((n) => !/_(scale|zero_point)$/.test(n))) {
        const found = await readTensor(weights, name)
        assert.deepEqual(found.shape, expected[name].shape, name)
        assertSameNumbers(found.data, floats(expected[name].values))
      }
    })

  test('both files together have every storage', async () => {
    const names = (await onnxWeights(files, 'onnx/inline.onnx')).names
    const more = (await onnxWeights(files, 'onnx/external.onnx')).names
    assert.deepEqual(
      Object.keys(expected).filter((n) => ![...names, ...more].includes(n)),
      [],
    )
  })

  test('bytes with a scale are one tensor, and its dtype says so', async () => {
    const weights = await onnxWeights(files, 'onnx/inline.onnx')
    assert.equal((await weights.locate('uint8.weight')).dtype, 'U8 × scale')
    assert.ok(!weights.names.includes('uint8.weight_quantized'))
  })

  test('columns can be taken as rows', async () => {
    const weights = await onnxWeights(files, 'onnx/inline.onnx')
    const { shape, data } = await readTensor(weights, 'int8.weight', true)
    const values = floats(expected['int8.weight'].values)
    assert.deepEqual(shape, [4, 5])
    assertSameNumbers(
      data,
      Array.from({ length: 20 }, (_, i) => values[(i % 5) * 4 + Math.floor(i / 5)]),
    )
  })

  test('the elements of a tensor are stepped over until they are asked for', async () => {
    const message = tensorMessage({
      dims: [1000n, 1000n],
      data: [bytesField(9, new Uint8Array(4_000_000))],
    })
    const large = memoryFiles({ 'x.onnx': onnxBytes(message, tensorMessage({ name: 'u' })) })
    const weights = await openWeights(large, 'x.onnx')
    assert.deepEqual([weights.format, weights.names], ['ONNX', ['t', 'u']])
    assert.ok(large.usage().bytesRead < 100_000)
  })
})

suite('a damaged ONNX file', () => {
  const malformed: Record<string, Uint8Array> = {
    nothing: new Uint8Array(),
    'no graph': varintField(1, 8n),
    'a field numbered 0': Uint8Array.of(0, 1),
    'the wire type of groups': Uint8Array.of(0x3b),
    'a number of more than 10 bytes': new Uint8Array(12).fill(0xff),
    'a number that ends with the file': Uint8Array.of(8, 0x80),
    'a graph longer than the file': bytesField(7, 'x', 1000n),
    'a graph of 2⁶⁴ − 1 bytes': bytesField(7, 'x', 2n ** 64n - 1n),
    'a tensor longer than its graph': bytesField(
      7,
      joined([bytesField(5, 'x', 9n), new Uint8Array(1)]),
    ),
    'a dimension of −1': onnxBytes(tensorMessage({ dims: [-1n] })),
    'packed dimensions that end too late': onnxBytes(bytesField(1, Uint8Array.of(0x80))),
    'a name that is not UTF-8': onnxBytes(tensorMessage({ name: Uint8Array.of(0xff) })),
    'a name twice': onnxBytes(tensorMessage(), tensorMessage()),
    'elements twice': onnxBytes(
      tensorMessage({
        data: [bytesField(9, new Uint8Array(16)), bytesField(4, new Uint8Array(16))],
      }),
    ),
    'a key of external data twice': onnxBytes(
      tensorMessage({ data: externalData([['location', 'a'], ['location', 'b']]) }), // prettier-ignore
    ),
  }
  for (const [name, bytes] of Object.entries(malformed))
    test(`is Malformed: ${name}`, async () => {
      await assert.rejects(read(bytes), Malformed)
    })

  const beyond: Record<string, Parameters<typeof tensorMessage>[0]> = {
    'fewer elements than its shape': { dims: [2n, 3n] },
    'more elements than its shape': { dims: [2n, 1n] },
    'no elements at all': { data: [] },
    'a product of dimensions beyond 2⁵³': { dims: [2n ** 40n, 2n ** 40n] },
    'a list of numbers without end': {
      type: 10n,
      data: [bytesField(5, Uint8Array.of(1, 1, 1, 0x80))],
    },
    'a list with numbers of 11 bytes': {
      type: 10n,
      data: [bytesField(5, new Uint8Array(16).fill(0xff))],
    },
    'a list of too few numbers': { type: 10n, data: [bytesField(5, Uint8Array.of(1, 1, 1))] },
  }
  for (const [name, parts] of Object.entries(beyond))
    test(`is Malformed when it is opened: ${name}`, async () => {
      await assert.rejects(openT(onnxBytes(tensorMessage(parts))), Malformed)
    })

  test('a dtype or a quantisation that cannot be read is Unsupported', async () => {
    await assert.rejects(openT(onnxBytes(tensorMessage({ type: 7n }))), Unsupported)
    await assert.rejects(openT(onnxBytes(tensorMessage({ type: 99n }))), Unsupported)
    const codes = tensorMessage({
      name: 't_quantized',
      type: 3n,
      data: [bytesField(9, new Uint8Array(4))],
    })
    const scales = tensorMessage({
      name: 't_scale',
      dims: [2n],
      data: [bytesField(9, new Uint8Array(8))],
    })
    await assert.rejects(openT(onnxBytes(codes, scales)), Unsupported)
  })

  test('a scale that is no finite number is Malformed', async () => {
    const codes = tensorMessage({
      name: 't_quantized',
      type: 3n,
      data: [bytesField(9, new Uint8Array(4))],
    })
    const nan = new Uint8Array(Float32Array.of(NaN).buffer)
    const scale = tensorMessage({ name: 't_scale', dims: [], data: [bytesField(9, nan)] })
    await assert.rejects(openT(onnxBytes(codes, scale)), Malformed)
  })

  test('varint writes what it should', () => {
    assert.deepEqual([...varint(300n)], [0xac, 2])
  })
})

suite('external data', () => {
  const withKeys = (keys: readonly (readonly [string, string])[]) => {
    const bytes = onnxBytes(tensorMessage({ data: externalData(keys) }))
    const model = memoryFiles({ 'onnx/x.onnx': bytes, 'onnx/d': new Uint8Array(20), d: '' })
    return onnxWeights(model, 'onnx/x.onnx').then(async (w) => (await w.locate('t')).open(false))
  }

  test('lie where location, offset and length say, in the ONNX file’s own folder', async () => {
    const { source, table } = await withKeys([['location', './d'], ['offset', '4'], ['length', '16']]) // prettier-ignore
    assert.deepEqual([source.size, table.offset], [16, 0])
  })

  for (const location of [
    '../d',
    'sub/../../d',
    'a/..',
    '/etc/passwd',
    'C:\\d',
    'C:d',
    '..\\d',
    '\\\\host\\d',
    '',
    '.',
    './',
    'd\0',
  ])
    // prettier-ignore
    test(`are refused at ${JSON.stringify(location)}`, async () => {
      await assert.rejects(withKeys([['location', location]]), UnsafeFile)
    })

  test('that are not there are NotFound', async () => {
    await assert.rejects(withKeys([['location', 'none']]), NotFound)
  })

  const malformed: Record<string, readonly (readonly [string, string])[]> = {
    'no location': [['offset', '0']],
    'an unknown key': [['location', 'd'], ['mode', 'x']],
    'a negative offset': [['location', 'd'], ['offset', '-4']],
    'an offset that is no number': [['location', 'd'], ['offset', '0x4']],
    'an offset beyond the file': [['location', 'd'], ['offset', '8']],
    'another length than the shape needs': [['location', 'd'], ['length', '12']],
  } // prettier-ignore
  for (const [name, keys] of Object.entries(malformed))
    test(`are Malformed: ${name}`, async () => {
      await assert.rejects(withKeys(keys), Malformed)
    })

  const folders: string[] = []
  after(() => {
    folders.forEach(remove)
  })

  test('behind a link out of the folder are refused; those in the Hub cache’s blobs are not', async () => {
    const root = mkdtempSync(join(tmpdir(), 'tokenprism-test-'))
    folders.push(root)
    const snapshot = join(root, 'snapshots', 'abc')
    for (const folder of [snapshot, join(root, 'blobs'), join(root, 'elsewhere')])
      mkdirSync(folder, { recursive: true })
    const bytes = onnxBytes(tensorMessage({ data: externalData([['location', 'd']]) }))
    writeFileSync(join(snapshot, 'x.onnx'), bytes)
    for (const folder of ['blobs', 'elsewhere'])
      writeFileSync(join(root, folder, 'data'), new Uint8Array(16))
    for (const [folder, refused] of [['blobs', false], ['elsewhere', true]] as const) {
      remove(join(snapshot, 'd'))
      symlinkSync(join('..', '..', folder, 'data'), join(snapshot, 'd'))
      const weights = await onnxWeights(await folderFiles(snapshot, snapshot), 'x.onnx')
      const opened = (await weights.locate('t')).open(false)
      if (refused) await assert.rejects(opened, UnsafeFile)
      else assert.equal((await opened).source.size, 16)
    } // prettier-ignore
  })
})
