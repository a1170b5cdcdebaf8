// Blocks of 32 numbers with a scale d in float16, after ggml-quants.c. The numbers of a block are d·q, or d·q + m:
// products of these few bits are exact in float64, so storing them as float32 rounds once, as float32 arithmetic does.
import { float16Values } from '../../dtype.js'

const BLOCK = 32

/** d, 16 bytes of two 4-bit numbers: d·(q − 8); low halves first. */
export function Q4_0(bytes: Uint8Array, out: Float32Array): void {
  const half = float16Values()
  for (let at = 0, o = 0; o < out.length; at += 18, o += BLOCK) {
    const d = half[bytes[at] | (bytes[at + 1] << 8)]
    for (let j = 0; j < 16; j++) {
      const q = bytes[at + 2 + j]
      out[o + j] = d * ((q & 15) - 8)
      out[o + 16 + j] = d * ((q >> 4) - 8)
    }
  }
}

/** d, m, 16 bytes of two 4-bit numbers: d·q + m. */
export function Q4_1(bytes: Uint8Array, out: Float32Array): void {
  const half = float16Values()
  for (let at = 0, o = 0; o < out.length; at += 20, o += BLOCK) {
    const d = half[bytes[at] | (bytes[at + 1] << 8)]
    const m = half[bytes[at + 2] | (bytes[at + 3] << 8)]
    for (let j = 0; j < 16; j++) {
      const q = bytes[at + 4 + j]
      out[o + j] = d * (q & 15) + m
      out[o + 16 + j] = d * (q >> 4) + m
    }
  }
}

/** d, 32 fifth bits, 16 bytes of two 4-bit numbers: d·(q − 16). */
export function Q5_0(bytes: Uint8Array, out: Float32Array): void {
  const half = float16Values()
  for (let at = 0, o = 0; o < out.length; at += 22, o += BLOCK) {
    const d = half[bytes[at] | (bytes[at + 1] << 8)]
    const high = word(bytes, at + 2)
    for (let j = 0; j < 16; j++) {
      const q = bytes[at + 6 + j]
      out[o + j] = d * (((q & 15) | (((high >>> j) & 1) << 4)) - 16)
      out[o + 16 + j] = d * (((q >> 4) | (((high >>> (16 + j)) & 1) << 4)) - 16)
    }
  }
}

/** d, m, 32 fifth bits, 16 bytes of two 4-bit numbers: d·q + m. */
export function Q5_1(bytes: Uint8Array, out: Float32Array): void {
  const half = float16Values()
  for (let at = 0, o = 0; o < out.length; at += 24, o += BLOCK) {
    const d = half[bytes[at] | (bytes[at + 1] << 8)]
    const m = half[bytes[at + 2] | (bytes[at + 3] << 8)]
    const high = word(bytes, at + 4)
    for (let j = 0; j < 16; j++) {
      const q = bytes[at + 8 + j]
      out[o + j] = d * ((q & 15) | (((high >>> j) & 1) << 4)) + m
      out[o + 16 + j] = d * ((q >> 4) | (((high >>> (16 + j)) & 1) << 4)) + m
    }
  }
}

/** d, 32 signed bytes: d·q. */
export function Q8_0(bytes: Uint8Array, out: Float32Array): void {
  const half = float16Values()
  for (let at = 0, o = 0; o < out.length; at += 34, o += BLOCK) {
    const d = half[bytes[at] | (bytes[at + 1] << 8)]
    for (let j = 0; j < BLOCK; j++) out[o + j] = d * ((bytes[at + 2 + j] << 24) >> 24)
  }
}

function word(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)
}
