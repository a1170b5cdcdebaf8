// Super-blocks of 256 numbers, after ggml-quants.c: parts of 16 or 32 numbers have scales (and minima) of a few
// bits, which a float16 d (and dmin) scales in turn. As in plain-blocks.ts, each number is rounded once.
import { float16Values } from '../../dtype.js'

const BLOCK = 256

/** 16 scales and minima of 4 bits, 64 bytes of four 2-bit numbers, d, dmin. */
export function Q2_K(bytes: Uint8Array, out: Float32Array): void {
  const half = float16Values()
  for (let at = 0, o = 0; o < out.length; at += 84, o += BLOCK) {
    const d = half[bytes[at + 80] | (bytes[at + 81] << 8)]
    const dmin = half[bytes[at + 82] | (bytes[at + 83] << 8)]
    for (let part = 0; part < 16; part++) {
      const scale = d * (bytes[at + part] & 15)
      const minimum = dmin * (bytes[at + part] >> 4)
      // 8 parts share 32 bytes: two halves of 16 in each of four shifts.
      const q = at + 16 + 32 * (part >> 3) + 16 * (part & 1)
      const shift = part & 6
      const start = o + 16 * part
      for (let j = 0; j < 16; j++) out[start + j] = scale * ((bytes[q + j] >> shift) & 3) - minimum
    }
  }
}

/** 32 bytes of third bits (0 takes off 4), 64 bytes of four 2-bit numbers, 16 scales of 6 bits, d. */
export function Q3_K(bytes: Uint8Array, out: Float32Array): void {
  const half = float16Values()
  for (let at = 0, o = 0; o < out.length; at += 110, o += BLOCK) {
    const d = half[bytes[at + 108] | (bytes[at + 109] << 8)]
    const scales = at + 96
    for (let part = 0; part < 16; part++) {
      const low = (bytes[scales + (part & 7)] >> (part < 8 ? 0 : 4)) & 15
      const high = (bytes[scales + 8 + (part & 3)] >> (2 * (part >> 2))) & 3
      const scale = d * ((low | (high << 4)) - 32)
      const q = at + 32 + 32 * (part >> 3) + 16 * (part & 1)
      const mask = at + 16 * (part & 1)
      const shift = part & 6
      const bit = part >> 1
      const start = o + 16 * part
      for (let j = 0; j < 16; j++)
        out[start + j] =
          scale * (((bytes[q + j] >> shift) & 3) - (((bytes[mask + j] >> bit) & 1) ^ 1) * 4)
    }
  }
}

/** d, dmin, 8 scales and minima of 6 bits, 128 bytes of two 4-bit numbers. */
export function Q4_K(bytes: Uint8Array, out: Float32Array): void {
  const half = float16Values()
  for (let at = 0, o = 0; o < out.length; at += 144, o += BLOCK) {
    const d = half[bytes[at] | (bytes[at + 1] << 8)]
    const dmin = half[bytes[at + 2] | (bytes[at + 3] << 8)]
    for (let part = 0; part < 8; part++) {
      const scale = d * scaleOf(bytes, at + 4, part)
      const minimum = dmin * minimumOf(bytes, at + 4, part)
      const q = at + 16 + 32 * (part >> 1)
      const shift = 4 * (part & 1)
      const start = o + 32 * part
      for (let j = 0; j < 32; j++) out[start + j] = scale * ((bytes[q + j] >> shift) & 15) - minimum
    }
  }
}

/** d, dmin, 8 scales and minima of 6 bits, 32 bytes of fifth bits, 128 bytes of two 4-bit numbers. */
export function Q5_K(bytes: Uint8Array, out: Float32Array): void {
  const half = float16Values()
  for (let at = 0, o = 0; o < out.length; at += 176, o += BLOCK) {
    const d = half[bytes[at] | (bytes[at + 1] << 8)]
    const dmin = half[bytes[at + 2] | (bytes[at + 3] << 8)]
    const high = at + 16
    for (let part = 0; part < 8; part++) {
      const scale = d * scaleOf(bytes, at + 4, part)
      const minimum = dmin * minimumOf(bytes, at + 4, part)
      const q = at + 48 + 32 * (part >> 1)
      const shift = 4 * (part & 1)
      const start = o + 32 * part
      for (let j = 0; j < 32; j++) {
        const low = (bytes[q + j] >> shift) & 15
        out[start + j] = scale * (low | (((bytes[high + j] >> part) & 1) << 4)) - minimum
      }
    }
  }
}

/** 128 bytes of low halves, 64 bytes of high quarters, 16 signed scales of 8 bits, d. */
export function Q6_K(bytes: Uint8Array, out: Float32Array): void {
  const half = float16Values()
  for (let at = 0, o = 0; o < out.length; at += 210, o += BLOCK) {
    const d = half[bytes[at + 208] | (bytes[at + 209] << 8)]
    for (let part = 0; part < 8; part++) {
      const half128 = part >> 2
      const low = at + 64 * half128 + 32 * (part & 1)
      const lowShift = part & 2 ? 4 : 0
      const high = at + 128 + 32 * half128
      const highShift = 2 * (part & 3)
      const first = d * ((bytes[at + 192 + 2 * part] << 24) >> 24)
      const second = d * ((bytes[at + 193 + 2 * part] << 24) >> 24)
      const start = o + 32 * part
      for (let j = 0; j < 32; j++) {
        const q =
          (((bytes[low + j] >> lowShift) & 15) | (((bytes[high + j] >> highShift) & 3) << 4)) - 32
        out[start + j] = (j < 16 ? first : second) * q
      }
    }
  }
}

/** Scales of 6 bits: the first four whole, the others with their upper two bits above the first four. */
function scaleOf(bytes: Uint8Array, at: number, part: number): number {
  if (part < 4) return bytes[at + part] & 63
  return (bytes[at + part + 4] & 15) | ((bytes[at + part - 4] >> 2) & 48)
}

function minimumOf(bytes: Uint8Array, at: number, part: number): number {
  if (part < 4) return bytes[at + part + 4] & 63
  return (bytes[at + part + 4] >> 4) | ((bytes[at + part] >> 2) & 48)
}
