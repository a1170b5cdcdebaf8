import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { counted } from '../../../src/bytes/byte-source.js'
import { LimitExceeded, Malformed } from '../../../src/errors.js'
import { readSafetensorsHeader } from '../../../src/model/formats/safetensors.js'
import { bufferSource } from '../../../src/bytes/buffer-source.js'
import { safetensorsWeights } from '../../../src/model/formats/safetensors-weights.js'
import { memoryFiles } from '../memory-files.js'
import { safetensorsBytes } from '../safetensors-bytes.js'
import { assertSameNumbers, fixture, fixtureJson, floats, readTensor } from '../stored-values.js'

const read = (bytes: Uint8Array) => readSafetensorsHeader(counted(bufferSource(bytes, 'file')))

const tensor = (dtype: unknown, shape: unknown, span: unknown) => ({
  dtype,
  shape,
  data_offsets: span,
})

suite('readSafetensorsHeader', () => {
  const dtypes = fixtureJson('safetensors/dtypes.json') as Record<
    string,
    { shape: number[]; values: string }
  >
  for (const [name, { shape, values }] of Object.entries(dtypes))
    test(`${name} is read as Python’s safetensors and torch read it`, async () => {
      const files = memoryFiles({ 'dtypes.safetensors': fixture('safetensors/dtypes.safetensors') })
      const found = await readTensor(await safetensorsWeights(files, 'dtypes.safetensors'), name)
      assert.deepEqual(found.shape, shape)
      assertSameNumbers(found.data, new Float64Array(floats(values).buffer))
    })

  test('gives each tensor its place in the file', async () => {
    const header = {
      __metadata__: { format: 'pt' },
      b: tensor('F32', [2], [4, 12]),
      a: tensor('F16', [1, 2], [0, 4]),
      ['__proto__x']: tensor('U8', [0, 9], [12, 12]),
    }
    const bytes = safetensorsBytes(header, new Uint8Array(12))
    const tensors = await read(bytes)
    const start = bytes.length - 12
    assert.deepEqual(tensors.get('a'), {
      name: 'a',
      dtype: 'F16',
      shape: [1, 2],
      offset: start,
      length: 4,
    })
    assert.equal(tensors.get('b')?.offset, start + 4)
    assert.equal(tensors.size, 3)
  })

  test('accepts an empty header, a scalar, padding spaces, and the name __proto__', async () => {
    assert.equal((await read(safetensorsBytes({}))).size, 0)
    const scalar = await read(safetensorsBytes({ x: tensor('F32', [], [0, 4]) }, new Uint8Array(4)))
    assert.equal(scalar.get('x')?.length, 4)
    const odd = '  {"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}   '
    assert.deepEqual(
      [...(await read(safetensorsBytes(odd, new Uint8Array(1)))).keys()],
      ['__proto__'],
    )
  })

  const f32 = (span: unknown, shape: unknown = [2], dtype: unknown = 'F32') => ({
    x: tensor(dtype, shape, span),
  })
  const malformed: Record<string, [unknown, number]> = {
    'an array as header': [[], 0],
    'text that is not JSON': ['{"x":', 0],
    'a byte order mark': ['\ufeff{}', 0],
    'a trailing NUL': ['{}\0', 0],
    'an unknown dtype': [f32([0, 8], [2], 'Q4'), 8],
    'a lower-case dtype': [f32([0, 8], [2], 'f32'), 8],
    'a dtype named like a method': [f32([0, 8], [2], 'toString'), 8],
    'a negative dimension': [f32([0, 8], [-2]), 8],
    'a fraction as dimension': [f32([0, 8], [2.5]), 8],
    'a dimension beyond 2⁵³': [f32([0, 8], [2 ** 60]), 8],
    'a string as offset': [f32(['0', 8]), 8],
    'one offset': [f32([8]), 8],
    'three offsets': [f32([0, 8, 8]), 8],
    'reversed offsets': [f32([8, 0]), 8],
    'a shape that needs more bytes': [f32([0, 8], [3]), 8],
    'a shape that needs fewer bytes': [f32([0, 8], [1]), 8],
    'a hole before the first tensor': [f32([4, 12]), 12],
    'a hole between tensors': [{ a: tensor('U8', [1], [0, 1]), b: tensor('U8', [1], [2, 3]) }, 3],
    'overlapping tensors': [{ a: tensor('U8', [2], [0, 2]), b: tensor('U8', [2], [1, 3]) }, 3],
    'an empty header': ['', 0],
    'a number as header': ['5', 0],
    'text after the object': ['{} x', 0],
    'deep nesting': [`{"x":${'['.repeat(100_000)}`, 0],
    'a lone surrogate': ['{"\\ud800":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}', 0],
    'a control character in a name': [
      '{"a\nb":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}',
      0,
    ],
    'a dimension written 2.0': ['{"x":{"dtype":"U8","shape":[2.0],"data_offsets":[0,2]}}', 2],
    'a dimension written 2e0': ['{"x":{"dtype":"U8","shape":[2e0],"data_offsets":[0,2]}}', 2],
    'a dimension that rounds to 2⁵³': [
      '{"x":{"dtype":"U8","shape":[9007199254740993],"data_offsets":[0,2]}}',
      2,
    ],
    'a dimension that is a string': [f32([0, 8], ['2']), 8],
    'a dimension that is null': [f32([0, 8], [null]), 8],
    'a shape that is a number': [f32([0, 8], 2), 8],
    'a negative offset': [f32([-8, 0]), 8],
    'a fraction as offset': [f32([0.5, 8.5]), 8],
    'an offset beyond 2⁵³': [f32([0, 2 ** 60]), 8],
    'a tensor without dtype': [{ x: { shape: [2], data_offsets: [0, 8] } }, 8],
    'a tensor without shape': [{ x: { dtype: 'F32', data_offsets: [0, 8] } }, 8],
    'a tensor without data_offsets': [{ x: { dtype: 'F32', shape: [2] } }, 8],
    'a field twice': ['{"x":{"dtype":"U8","dtype":"U8","shape":[2],"data_offsets":[0,2]}}', 2],
    'an unknown field': [{ x: { ...tensor('F32', [2], [0, 8]), more: 1 } }, 8],
    'a tensor’s name twice': [
      '{"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"x":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}',
      2,
    ],
    '__metadata__ with a number': [{ __metadata__: { a: 1 } }, 0],
    '__metadata__ as a list': [{ __metadata__: ['a'] }, 0],
    'a product of dimensions beyond 2⁵³': [f32([0, 8], [2 ** 40, 2 ** 40]), 8],
    'a product beyond 2⁵³, times 0': [f32([0, 0], [2 ** 40, 2 ** 40, 0]), 0],
    'a sub-byte dtype of no whole bytes': [f32([0, 2], [3], 'F4'), 2],
    'a truncated file': [f32([0, 8]), 7],
    'trailing bytes': [f32([0, 8]), 9],
  }
  for (const [name, [header, data]] of Object.entries(malformed))
    test(`refuses ${name}`, async () => {
      await assert.rejects(read(safetensorsBytes(header, new Uint8Array(data))), Malformed)
    })

  test('refuses a file of fewer than 8 bytes, and a header beyond the file', async () => {
    await assert.rejects(read(new Uint8Array(7)), Malformed)
    await assert.rejects(read(safetensorsBytes({}).subarray(0, 9)), Malformed)
  })

  test('refuses invalid UTF-8', async () => {
    const bytes = safetensorsBytes('{"a":1}')
    bytes[10] = 0xff
    await assert.rejects(read(bytes), Malformed)
  })

  test('refuses a header of more than 100,000,000 bytes before reading it', async () => {
    const bytes = new Uint8Array(16)
    new DataView(bytes.buffer).setBigUint64(0, 2n ** 63n, true)
    await assert.rejects(read(bytes), LimitExceeded)
  })

  const costly: Record<string, string> = {
    'a million empty objects': `{"a":[${'{},'.repeat(1_000_000)}0]}`,
    'a shape of 65 dimensions': `{"a":{"dtype":"U8","shape":[${'1,'.repeat(64)}1],"data_offsets":[0,1]}}`,
  }
  for (const [name, header] of Object.entries(costly))
    test(`refuses a header of ${name} rather than take memory for it`, async () => {
      await assert.rejects(read(safetensorsBytes(header, new Uint8Array(1))), LimitExceeded)
    })

  test('says which elements are too many to count, not how many bytes', async () => {
    await assert.rejects(
      read(safetensorsBytes(f32([0, 8], [2 ** 40, 2 ** 40]), new Uint8Array(8))),
      /fewer than 2⁵³ elements, found the shape \[1099511627776, 1099511627776\]/,
    )
  })
})
