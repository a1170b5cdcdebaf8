// What all quantised types share: sixteen small whole numbers times a scale, minus a minimum.
//
//   out = scale·q − minimum
//
// Shape and blocking: sixteen signed bytes become four vectors of four float32.
// Source: ggml's ggml-quants.c, whose dequantize_row_… functions do this number by number. The product of a scale (float16 times at
// most 7 bits) and q (at most 8 bits) fits into the 24 bits of a float32, so that the only rounding is that of the
// difference: the same as in float64 with one rounding at the end.
// Why it is fast: widened in two steps of one instruction each (8 to 16 to 32 bits), without a table in memory: the sixteen
// values of IQ4 lie in one register and are picked by a shuffle.

import { halves } from './upcast'

/** A float16 at an address, as float32. */
// @ts-ignore: decorator
@inline
export function half(at: usize): f32 {
  return f32x4.extract_lane(halves(i32x4.splat(load<u16>(at))), 0)
}

/** Four numbers of sixteen, sign-extended from bytes. */
// @ts-ignore: decorator
@inline
function put4(to: usize, q: v128, scale: v128, minimum: v128): void {
  v128.store(to, f32x4.sub(f32x4.mul(f32x4.convert_i32x4_s(q), scale), minimum))
}

/** Sixteen numbers. @param q sixteen signed bytes */
// @ts-ignore: decorator
@inline
export function put16(to: usize, q: v128, scale: f32, minimum: f32): void {
  const s = f32x4.splat(scale)
  const m = f32x4.splat(minimum)
  const low = i16x8.extend_low_i8x16_s(q)
  const high = i16x8.extend_high_i8x16_s(q)
  put4(to, i32x4.extend_low_i16x8_s(low), s, m)
  put4(to + 16, i32x4.extend_high_i16x8_s(low), s, m)
  put4(to + 32, i32x4.extend_low_i16x8_s(high), s, m)
  put4(to + 48, i32x4.extend_high_i16x8_s(high), s, m)
}

/** The lower four bits of sixteen bytes. */
// @ts-ignore: decorator
@inline
export function lowHalves(q: v128): v128 {
  return v128.and(q, i8x16.splat(15))
}

/** The upper four bits of sixteen bytes. */
// @ts-ignore: decorator
@inline
export function highHalves(q: v128): v128 {
  return i8x16.shr_u(q, 4)
}

/** The values of IQ4, denser around zero, at places 0 … 15 (`kvalues_iq4nl` of ggml-common.h). */
// @ts-ignore: decorator
@inline
export function iq4Values(places: v128): v128 {
  return i8x16.swizzle(i8x16(-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113), places)
}
