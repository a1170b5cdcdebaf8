// Quantised super-blocks of 256 numbers: parts of 16 or 32 have scales s (and minima m) of a few bits, which a float16 d (and
// dmin) scales in turn.
//
//   out = (d·s)·q − dmin·m      Q2_K, Q4_K, Q5_K: q of 2, 4, 5 bits from 0 on
//   out = (d·s)·(q − middle)    Q3_K, Q6_K: q of 3 and 6 bits, middle 4 and 32
//   out = (d·s)·value[q]        IQ4_XS: one of sixteen values
//
// Shape and blocking: n numbers, a multiple of 256; a part's scale is made once, and its 16 or 32 numbers sixteen at a time.
// Source: ggml's ggml-quants.c (dequantize_row_q2_K and its like); `src/model/formats/gguf/k-blocks.ts` says what lies where.
// Why it is fast: sixteen numbers a step, their bits cut out by shifts and masks of whole vectors, without a branch among them.

import { half, highHalves, iq4Values, lowHalves, put16 } from './dequantise'

export function q2K(to: usize, from: usize, n: i32): void {
  const three = i8x16.splat(3)
  for (const end = to + ((<usize>n) << 2); to < end; to += 1024, from += 84) {
    const d = half(from + 80)
    const dmin = half(from + 82)
    for (let part: i32 = 0; part < 16; part++) {
      const byte = <i32>load<u8>(from + <usize>part)
      const q = v128.load(from + <usize>(16 + 32 * (part >> 3) + 16 * (part & 1)))
      const two = v128.and(i8x16.shr_u(q, part & 6), three)
      put16(to + ((<usize>part) << 6), two, d * <f32>(byte & 15), dmin * <f32>(byte >> 4))
    }
  }
}

export function q3K(to: usize, from: usize, n: i32): void {
  const three = i8x16.splat(3)
  const four = i8x16.splat(4)
  for (const end = to + ((<usize>n) << 2); to < end; to += 1024, from += 110) {
    const d = half(from + 108)
    const scales = from + 96
    for (let part: i32 = 0; part < 16; part++) {
      const low = (<i32>load<u8>(scales + <usize>(part & 7)) >> (part < 8 ? 0 : 4)) & 15
      const high = (<i32>load<u8>(scales + <usize>(8 + (part & 3))) >> (2 * (part >> 2))) & 3
      const q = v128.load(from + <usize>(32 + 32 * (part >> 3) + 16 * (part & 1)))
      const two = v128.and(i8x16.shr_u(q, part & 6), three)
      // A third bit that is not set takes off four.
      const third = i8x16.splat((<i8>1) << <i8>(part >> 1))
      const there = i8x16.eq(v128.and(v128.load(from + <usize>(16 * (part & 1))), third), third)
      put16(to + ((<usize>part) << 6), i8x16.sub(two, v128.andnot(four, there)), d * <f32>((low | (high << 4)) - 32), 0)
    }
  }
}

/** Scales of 6 bits: the first four whole, the others with their upper two bits above the first four. */
// @ts-ignore: decorator
@inline
function scaleOf(at: usize, part: i32): f32 {
  if (part < 4) return <f32>(<i32>load<u8>(at + <usize>part) & 63)
  return <f32>((<i32>load<u8>(at + <usize>(part + 4)) & 15) | ((<i32>load<u8>(at + <usize>(part - 4)) >> 2) & 48))
}

// @ts-ignore: decorator
@inline
function minimumOf(at: usize, part: i32): f32 {
  if (part < 4) return <f32>(<i32>load<u8>(at + <usize>(part + 4)) & 63)
  return <f32>((<i32>load<u8>(at + <usize>(part + 4)) >> 4) | ((<i32>load<u8>(at + <usize>part) >> 2) & 48))
}

export function q4K(to: usize, from: usize, n: i32): void {
  for (const end = to + ((<usize>n) << 2); to < end; to += 1024, from += 144) {
    const d = half(from)
    const dmin = half(from + 2)
    for (let part: i32 = 0; part < 8; part++) {
      const scale = d * scaleOf(from + 4, part)
      const minimum = dmin * minimumOf(from + 4, part)
      for (let j: usize = 0; j < 32; j += 16) {
        const q = v128.load(from + 16 + <usize>(32 * (part >> 1)) + j)
        put16(to + ((<usize>part) << 7) + (j << 2), part & 1 ? highHalves(q) : lowHalves(q), scale, minimum)
      }
    }
  }
}

export function q5K(to: usize, from: usize, n: i32): void {
  const one = i8x16.splat(1)
  for (const end = to + ((<usize>n) << 2); to < end; to += 1024, from += 176) {
    const d = half(from)
    const dmin = half(from + 2)
    for (let part: i32 = 0; part < 8; part++) {
      const scale = d * scaleOf(from + 4, part)
      const minimum = dmin * minimumOf(from + 4, part)
      for (let j: usize = 0; j < 32; j += 16) {
        const q = v128.load(from + 48 + <usize>(32 * (part >> 1)) + j)
        const fifth = i8x16.shl(v128.and(i8x16.shr_u(v128.load(from + 16 + j), part), one), 4)
        const five = v128.or(part & 1 ? highHalves(q) : lowHalves(q), fifth)
        put16(to + ((<usize>part) << 7) + (j << 2), five, scale, minimum)
      }
    }
  }
}

export function q6K(to: usize, from: usize, n: i32): void {
  const three = i8x16.splat(3)
  const middle = i8x16.splat(32)
  for (const end = to + ((<usize>n) << 2); to < end; to += 1024, from += 210) {
    const d = half(from + 208)
    for (let part: i32 = 0; part < 8; part++) {
      const low = from + <usize>(64 * (part >> 2) + 32 * (part & 1))
      const high = from + <usize>(128 + 32 * (part >> 2))
      for (let j: usize = 0; j < 32; j += 16) {
        const scale = d * <f32>load<i8>(from + 192 + <usize>(2 * part) + (j >> 4))
        const q = v128.load(low + j)
        const upper = i8x16.shl(v128.and(i8x16.shr_u(v128.load(high + j), 2 * (part & 3)), three), 4)
        const six = v128.or(part & 2 ? highHalves(q) : lowHalves(q), upper)
        put16(to + ((<usize>part) << 7) + (j << 2), i8x16.sub(six, middle), scale, 0)
      }
    }
  }
}

export function iq4Xs(to: usize, from: usize, n: i32): void {
  for (const end = to + ((<usize>n) << 2); to < end; to += 1024, from += 136) {
    const d = half(from)
    const high = <i32>load<u16>(from, 2)
    for (let part: i32 = 0; part < 8; part++) {
      const low = (<i32>load<u8>(from + 4 + <usize>(part >> 1)) >> (4 * (part & 1))) & 15
      const scale = d * <f32>((low | (((high >> (2 * part)) & 3) << 4)) - 32)
      const q = v128.load(from + 8 + <usize>(16 * part))
      put16(to + ((<usize>part) << 7), iq4Values(lowHalves(q)), scale, 0)
      put16(to + ((<usize>part) << 7) + 64, iq4Values(highHalves(q)), scale, 0)
    }
  }
}
