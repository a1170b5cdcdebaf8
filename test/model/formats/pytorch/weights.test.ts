import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { LimitExceeded, Malformed, UnsafeFile, Unsupported } from '../../../../src/errors.js'
import { findTensor } from '../../../../src/model/embedding-tensor.js'
import { pytorchWeights } from '../../../../src/model/formats/pytorch/weights.js'
import { openWeights } from '../../../../src/model/open-weights.js'
import { memoryFiles } from '../../memory-files.js'
import { assertSameNumbers, fixture, fixtureJson, floats, readTensor } from '../../stored-values.js'
import { joined } from '../gguf/gguf-bytes.js'
import { zipBytes } from '../zip-bytes.js'
import { op, pickle, tensorParts } from './pickle-bytes.js'

const expected = fixtureJson('pytorch/expected.json') as Readonly<
  Record<string, { shape: readonly number[]; values: string }>
>

const open = (bytes: Uint8Array) => pytorchWeights(memoryFiles({ 'x.bin': bytes }), 'x.bin')

/** An archive with a pickle and a storage of four float32. */
const archive = (data: Uint8Array, more: Readonly<Record<string, Uint8Array>> = {}) =>
  zipBytes({ 'a/data.pkl': data, 'a/data/0': new Uint8Array(16), ...more })

/** A dictionary with one tensor. */
const oneTensor = (...parts: readonly Uint8Array[]) =>
  pickle(op.emptyDict, op.text('t'), ...parts, op.setItem)

suite('pytorchWeights', () => {
  for (const file of ['zipped.bin', 'legacy.bin'])
    test(`${file}: each tensor is read as torch reads it, whatever its offset and strides`, async () => {
      const weights = await open(fixture(`pytorch/${file}`))
      assert.ok(weights.names.length >= 13)
      for (const name of weights.names) {
        const found = await readTensor(weights, name)
        assert.deepEqual(found.shape, expected[name].shape, name)
        assertSameNumbers(found.data, floats(expected[name].values))
      }
    })

  test('a checkpoint of training is opened at its state dictionary', async () => {
    const weights = await open(fixture('pytorch/checkpoint.bin'))
    assert.deepEqual(weights.names, ['weight'])
    const found = await readTensor(weights, 'weight')
    assertSameNumbers(found.data, floats(expected.weight.values))
  })

  test('two tensors that share a storage are tied, and two that lie elsewhere in it are not', async () => {
    for (const [offset, isTied] of [
      [0, true],
      [2, false],
    ] as const) {
      const data = pickle(
        op.emptyDict,
        ...[op.text('wte.weight'), ...tensorParts({ shape: [1, 2] }), op.setItem],
        ...[
          op.text('lm_head.weight'),
          ...tensorParts({ shape: [1, 2], offset: op.int(offset) }),
          op.setItem,
        ],
      )
      const weights = await open(archive(data))
      for (const role of ['input', 'output'] as const) {
        const config = { vocabSize: undefined, tied: undefined }
        const { tied } = await findTensor('m', weights, { role, tokenCount: undefined, config })
        assert.equal(tied, isTied, role)
      }
    }
  })

  test('rows are read where they lie: neither other rows nor other tensors', async () => {
    const files = memoryFiles({ 'x.bin': fixture('pytorch/zipped.bin') })
    const weights = await openWeights(files, 'x.bin')
    assert.equal(weights.format, 'PyTorch')
    const before = files.reads.length
    const { source, table } = await (await weights.locate('plain')).open(false)
    await source.read(table.offset + 2 * table.bytesPerRow, table.bytesPerRow)
    // A local header, and the row.
    assert.deepEqual(files.reads.slice(before), [30, 16])
  })

  test('shards are opened through their index', async () => {
    const files = memoryFiles({
      'pytorch_model.bin.index.json': { weight_map: { plain: 'b.bin' } },
      'b.bin': fixture('pytorch/zipped.bin'),
    })
    const weights = await openWeights(files)
    assert.deepEqual([weights.format, weights.files], ['PyTorch', ['b.bin']])
    const found = await readTensor(weights, 'plain')
    assertSameNumbers(found.data, floats(expected.plain.values))
  })
})

suite('a pickle that is more than tensors', () => {
  const unsafe: Record<string, Uint8Array> = {
    'a call of os.system': pickle(
      op.global('os', 'system'),
      op.mark,
      op.text('x'),
      op.tuple,
      op.reduce,
    ),
    'a call of builtins.eval': pickle(op.global('builtins', 'eval'), op.mark, op.tuple, op.reduce),
    'a name that is only looked up': pickle(op.global('posix', 'system')),
    'a name like a property of every object': pickle(op.global('torch', 'constructor')),
    'a name of torch that is no data': pickle(
      op.global('torch._utils', '_rebuild_wrapper_subclass'),
    ),
    'a class of its own': pickle(op.global('argparse', 'Namespace'), op.emptyTuple, op.newObject),
    'a new object': pickle(op.global('collections', 'OrderedDict'), op.emptyTuple, op.newObject),
    'an extension': pickle(op.extension),
    'a persistent id that is no storage': pickle(
      op.mark,
      op.text('module'),
      op.tuple,
      op.persistent,
    ),
    'a call of a text': pickle(op.text('x'), op.emptyTuple, op.reduce),
    'a call of a storage’s kind': pickle(
      op.global('torch', 'FloatStorage'),
      op.emptyTuple,
      op.reduce,
    ),
    'attributes of a tensor': pickle(...tensorParts(), op.emptyDict, op.build),
  }
  for (const [name, bytes] of Object.entries(unsafe))
    test(`is refused: ${name}`, async () => {
      await assert.rejects(open(archive(bytes)), UnsafeFile)
    })

  test('is refused where a file is a pickle of anything else', async () => {
    const files = memoryFiles({ 'x.bin': pickle(op.emptyDict) })
    await assert.rejects(openWeights(files, 'x.bin'), UnsafeFile)
  })
})

suite('a damaged PyTorch file', () => {
  const malformed: Record<string, Uint8Array> = {
    'a pickle without its end': archive(op.proto),
    'an empty pickle': archive(new Uint8Array()),
    'nothing on the stack': archive(pickle(op.setItem)),
    'no mark': archive(pickle(op.tuple)),
    'a memo that was never put': archive(pickle(op.get(3))),
    'a text longer than the pickle': archive(joined([Uint8Array.of(0x58, 255, 255, 255, 255)])),
    'bytes of negative length': archive(joined([Uint8Array.of(0x42, 0xfb, 255, 255, 255)])),
    'items of a list that is none': archive(pickle(op.text('x'), op.int(1), op.append)),
    'items of a dictionary that is none': archive(
      pickle(op.text('x'), op.int(1), op.int(2), op.setItem),
    ),
    'a list as key': archive(pickle(op.emptyDict, op.emptyList, op.int(2), op.setItem)),
    'no tensors': archive(pickle(op.emptyDict)),
    'a dictionary that contains itself alone': archive(
      pickle(op.emptyDict, op.put(0), op.text('state_dict'), op.get(0), op.setItem),
    ),
    'a negative offset': archive(oneTensor(...tensorParts({ offset: op.int(-1) }))),
    'a negative dimension': archive(oneTensor(...tensorParts({ shape: [-2, 2] }))),
    'a negative stride': archive(oneTensor(...tensorParts({ strides: [-2, 1] }))),
    'fewer strides than dimensions': archive(oneTensor(...tensorParts({ strides: [1] }))),
    'a storage whose kind is a text': archive(oneTensor(...tensorParts({ kind: op.text('x') }))),
    'a storage whose key is a number': archive(oneTensor(...tensorParts({ key: op.int(0) }))),
    'an archive without data.pkl': zipBytes({ 'a/other': new Uint8Array(3) }),
    'an archive cut off': archive(oneTensor(...tensorParts())).subarray(0, -1),
  }
  for (const [name, bytes] of Object.entries(malformed))
    test(`is Malformed: ${name}`, async () => {
      await assert.rejects(open(bytes), Malformed)
    })

  const beyond: Record<string, Parameters<typeof tensorParts>[0]> = {
    'more rows than its storage': { shape: [3, 2] },
    'an offset beyond its storage': { offset: op.int(1) },
    'strides beyond its storage': { strides: [3, 1] },
    'strides beyond 2⁵³': {
      shape: [2 ** 31 - 1, 2 ** 31 - 1],
      strides: [2 ** 31 - 1, 2 ** 31 - 1],
    },
    'a storage that is not there': { key: op.text('1') },
  }
  for (const [name, parts] of Object.entries(beyond))
    test(`is Malformed when it is opened: ${name}`, async () => {
      const weights = await open(archive(oneTensor(...tensorParts(parts))))
      await assert.rejects((await weights.locate('t')).open(false), Malformed)
    })

  test('the legacy form is Malformed at whatever byte it ends', async () => {
    const bytes = fixture('pytorch/legacy.bin')
    for (let length = 15; length < bytes.length; length += 7)
      await assert.rejects(open(bytes.subarray(0, length)), Malformed, `at ${length}`)
  })

  test('the legacy form is Malformed when a storage has another length than the pickle says', async () => {
    const bytes = fixture('pytorch/legacy.bin').slice()
    // The last storage: four float16 after their number.
    const weights = await open(bytes)
    const found = await Promise.allSettled(
      weights.names.map(async (name) => {
        const { table } = await (await weights.locate(name)).open(false)
        return table.offset
      }),
    )
    const offsets = found.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    const at = Math.max(...offsets) - 8
    bytes[at] ^= 1
    const name = weights.names[offsets.indexOf(at + 8)]
    await assert.rejects((await (await open(bytes)).locate(name)).open(false), Malformed)
  })

  test('a list that contains itself a billion times takes no time', async () => {
    const twice = [op.mark, op.get(0), op.get(0), op.get(0), op.get(0), op.tuple, op.put(0)]
    const levels = Array.from({ length: 40 }, () => twice).flat()
    const bytes = pickle(op.emptyList, op.put(0), ...levels)
    await assert.rejects(open(archive(bytes)), Malformed)
    await assert.rejects(open(archive(pickle(op.emptyDict, ...levels.slice(1)))), Malformed)
  })

  test('two million operations are beyond the limit', async () => {
    await assert.rejects(open(archive(new Uint8Array(2_000_001).fill(0x7d))), LimitExceeded)
  })

  test('an element that is expanded to a terabyte is beyond the limit', async () => {
    const parts = tensorParts({ shape: [2 ** 20, 2 ** 18], strides: [0, 0] })
    const weights = await open(archive(oneTensor(...parts)))
    await assert.rejects((await weights.locate('t')).open(false), LimitExceeded)
  })

  test('what is well-formed and not handled is Unsupported', async () => {
    const data = oneTensor(...tensorParts())
    const entries = { 'a/data.pkl': data, 'a/data/0': new Uint8Array(16) }
    await assert.rejects(open(zipBytes(entries, { method: 8 })), Unsupported)
    await assert.rejects(open(zipBytes(entries, { flags: 1 })), Unsupported)
    const big = { 'a/byteorder': new TextEncoder().encode('big') }
    await assert.rejects(open(archive(data, big)), Unsupported)
    const other = await open(
      archive(oneTensor(...tensorParts({ kind: op.global('torch', 'IntStorage') }))),
    )
    await assert.rejects((await other.locate('t')).open(false), Unsupported)
  })
})
