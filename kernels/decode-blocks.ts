// Quantised blocks of 32 numbers with a float16 scale d, and a minimum m in some.
//
//   out = d·(q − middle)    Q4_0, Q5_0: middle 8 and 16; Q8_0: signed, middle 0
//   out = d·q + m           Q4_1, Q5_1
//   out = d·value[q]        IQ4_NL: one of sixteen values
//
// Shape and blocking: n numbers, a multiple of 32, sixteen a step.
// Source: ggml's ggml-quants.c (dequantize_row_q4_0 and its like); `src/model/formats/gguf/plain-blocks.ts` says what lies where.
// Why it is fast: halves of bytes, and fifth bits out of a word, are spread over sixteen lanes at once, without a branch.

import { half, highHalves, iq4Values, lowHalves, put16 } from './dequantise'

/** Fifth bits: 16 where bit `first + lane` of a word is set. */
// @ts-ignore: decorator
@inline
function fifthBits(word: u32, first: i32): v128 {
  const two = i16x8.splat(<i16>(word >> first))
  // Lanes 0 … 7 look at the lower byte, 8 … 15 at the upper one, each at a bit of its own.
  const bytes = i8x16.swizzle(two, i8x16(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1))
  const bits = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128)
  return v128.and(i8x16.eq(v128.and(bytes, bits), bits), i8x16.splat(16))
}

export function q4_0(to: usize, from: usize, n: i32): void {
  const eight = i8x16.splat(8)
  for (const end = to + ((<usize>n) << 2); to < end; to += 128, from += 18) {
    const d = half(from)
    const q = v128.load(from, 2)
    put16(to, i8x16.sub(lowHalves(q), eight), d, 0)
    put16(to + 64, i8x16.sub(highHalves(q), eight), d, 0)
  }
}

export function q4_1(to: usize, from: usize, n: i32): void {
  for (const end = to + ((<usize>n) << 2); to < end; to += 128, from += 20) {
    const d = half(from)
    const m = -half(from + 2)
    const q = v128.load(from, 4)
    put16(to, lowHalves(q), d, m)
    put16(to + 64, highHalves(q), d, m)
  }
}

export function q5_0(to: usize, from: usize, n: i32): void {
  const sixteen = i8x16.splat(16)
  for (const end = to + ((<usize>n) << 2); to < end; to += 128, from += 22) {
    const d = half(from)
    const high = load<u32>(from, 2)
    const q = v128.load(from, 6)
    put16(to, i8x16.sub(v128.or(lowHalves(q), fifthBits(high, 0)), sixteen), d, 0)
    put16(to + 64, i8x16.sub(v128.or(highHalves(q), fifthBits(high, 16)), sixteen), d, 0)
  }
}

export function q5_1(to: usize, from: usize, n: i32): void {
  for (const end = to + ((<usize>n) << 2); to < end; to += 128, from += 24) {
    const d = half(from)
    const m = -half(from + 2)
    const high = load<u32>(from, 4)
    const q = v128.load(from, 8)
    put16(to, v128.or(lowHalves(q), fifthBits(high, 0)), d, m)
    put16(to + 64, v128.or(highHalves(q), fifthBits(high, 16)), d, m)
  }
}

export function q8_0(to: usize, from: usize, n: i32): void {
  for (const end = to + ((<usize>n) << 2); to < end; to += 128, from += 34) {
    const d = half(from)
    put16(to, v128.load(from, 2), d, 0)
    put16(to + 64, v128.load(from, 18), d, 0)
  }
}

export function iq4Nl(to: usize, from: usize, n: i32): void {
  for (const end = to + ((<usize>n) << 2); to < end; to += 128, from += 18) {
    const d = half(from)
    const q = v128.load(from, 2)
    put16(to, iq4Values(lowHalves(q)), d, 0)
    put16(to + 64, iq4Values(highHalves(q)), d, 0)
  }
}
