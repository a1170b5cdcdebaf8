import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { decode, isDtype } from '../../src/model/dtype.js'

function bytesOf(...halves: number[]): Uint8Array {
  return new Uint8Array(Uint16Array.from(halves).buffer)
}

suite('decode', () => {
  test('F16: zeros, subnormals, ones, the largest, infinities and NaN (IEEE 754, binary16)', () => {
    const found = decode(
      bytesOf(
        0x0000,
        0x8000,
        0x0001,
        0x03ff,
        0x0400,
        0x3c00,
        0xc000,
        0x3555,
        0x7bff,
        0x7c00,
        0xfc00,
        0x7e00,
      ),
      'F16',
    )
    assert.deepEqual(
      [...found],
      [
        0,
        -0,
        2 ** -24,
        1023 * 2 ** -24,
        2 ** -14,
        1,
        -2,
        0.333251953125,
        65504,
        Infinity,
        -Infinity,
        NaN,
      ],
    )
  })

  test('F16: all finite values rise with their bits', () => {
    const all = decode(bytesOf(...Array.from({ length: 0x7c00 }, (_, h) => h)), 'F16')
    for (let i = 1; i < all.length; i++) assert.ok(all[i] > all[i - 1])
  })

  test('BF16 is the upper half of a float32', () => {
    assert.deepEqual(
      [...decode(bytesOf(0x3f80, 0xbf80, 0x4049, 0x0001), 'BF16')],
      [1, -1, 3.140625, 2 ** -133],
    )
  })

  test('F32 and F64 come out as they are, from any offset of a buffer', () => {
    const floats = new Uint8Array(Float32Array.of(0.1, -7).buffer)
    const shifted = new Uint8Array(9)
    shifted.set(floats, 1)
    assert.deepEqual([...decode(shifted.subarray(1), 'F32')], [Math.fround(0.1), -7])
    const doubles = decode(new Uint8Array(Float64Array.of(0.1).buffer), 'F64')
    assert.ok(doubles instanceof Float64Array)
    assert.deepEqual([...doubles], [0.1])
  })
})

test('isDtype knows the four and no property of every object', () => {
  assert.deepEqual(['F16', 'BF16', 'F32', 'F64', 'I8', 'toString', 'f16'].map(isDtype), [
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ])
})
