import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { npyBytes } from '../../src/report/npy.js'
import { readNpy } from '../oracle/oracle.js'

const oracle = join(import.meta.dirname, '..', 'oracle')

suite('npyBytes', () => {
  for (const [name, shape] of Object.entries({
    'letters-mean.npy': [384],
    'letters-correlation.npy': [26, 26],
    'letters-projections.npy': [30_522],
  }))
    test(`writes ${name} as NumPy does, byte for byte`, () => {
      const ours = npyBytes(readNpy(name), shape)
      assert.ok(Buffer.from(ours).equals(readFileSync(join(oracle, name))))
    })

  test('knows float32, uint32 and arrays without elements', () => {
    const header = (bytes: Uint8Array) => Buffer.from(bytes.subarray(10, 128)).toString('latin1')
    assert.match(header(npyBytes(Float32Array.of(1.5))), /'<f4'.*\(1,\)/)
    assert.match(header(npyBytes(Uint32Array.of(1, 2), [2, 1])), /'<u4'.*\(2, 1\)/)
    assert.match(header(npyBytes(new Float64Array(0), [0, 7])), /'<f8'.*\(0, 7\)/)
    assert.deepEqual([...npyBytes(Uint32Array.of(258)).subarray(128)], [2, 1, 0, 0])
  })

  test('refuses a shape of another size', () => {
    assert.throws(() => npyBytes(Float64Array.of(1, 2), [3]), RangeError)
  })
})
