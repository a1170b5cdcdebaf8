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

suite('decode of 8 bits', () => {
  test('F8_E4M3 has no infinities, 448 as its largest, and one NaN a sign (OCP 8-bit floating point)', () => {
    const codes = Uint8Array.of(0x00, 0x80, 0x01, 0x07, 0x08, 0x38, 0xb8, 0x7e, 0x7f, 0xff)
    assert.deepEqual(
      [...decode(codes, 'F8_E4M3')],
      [0, -0, 2 ** -9, 7 * 2 ** -9, 2 ** -6, 1, -1, 448, NaN, NaN],
    )
  })

  test('F8_E5M2 is IEEE’s pattern: infinities, NaN, 57344 as its largest', () => {
    const codes = Uint8Array.of(0x01, 0x3c, 0x7b, 0x7c, 0xfc, 0x7d)
    assert.deepEqual([...decode(codes, 'F8_E5M2')], [2 ** -16, 1, 57344, Infinity, -Infinity, NaN])
  })

  test('I8 is signed', () => {
    assert.deepEqual([...decode(Uint8Array.of(0, 127, 128, 255), 'I8')], [0, 127, -128, -1])
  })
})

test('isDtype knows those that can be read and no property of every object', () => {
  const known = ['F16', 'BF16', 'F32', 'F64', 'I8', 'F8_E4M3', 'F8_E5M2']
  assert.ok(known.every(isDtype))
  assert.ok(!['toString', 'f16', 'I16', 'F4', ''].some(isDtype))
})
