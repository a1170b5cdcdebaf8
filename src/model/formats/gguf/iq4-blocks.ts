// Blocks whose 4-bit numbers are places in one table of 16 values, denser around zero; after ggml-quants.c.
import { float16Values } from '../../dtype.js'

/** `kvalues_iq4nl` of ggml-common.h. */
const VALUES = Int8Array.of(
  -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113,
) // prettier-ignore

/** Blocks of 32: d, 16 bytes of two places; low halves first. */
export function IQ4_NL(bytes: Uint8Array, out: Float32Array): void {
  const half = float16Values()
  for (let at = 0, o = 0; o < out.length; at += 18, o += 32) {
    const d = half[bytes[at] | (bytes[at + 1] << 8)]
    for (let j = 0; j < 16; j++) {
      const q = bytes[at + 2 + j]
      out[o + j] = d * VALUES[q & 15]
      out[o + 16 + j] = d * VALUES[q >> 4]
    }
  }
}

/** Super-blocks of 256: d, the upper two bits of 8 scales, their lower four, 128 bytes of two places. */
export function IQ4_XS(bytes: Uint8Array, out: Float32Array): void {
  const half = float16Values()
  for (let at = 0, o = 0; o < out.length; at += 136, o += 256) {
    const d = half[bytes[at] | (bytes[at + 1] << 8)]
    const high = bytes[at + 2] | (bytes[at + 3] << 8)
    for (let part = 0; part < 8; part++) {
      const low = (bytes[at + 4 + (part >> 1)] >> (4 * (part & 1))) & 15
      const scale = d * ((low | (((high >> (2 * part)) & 3) << 4)) - 32)
      const start = o + 32 * part
      for (let j = 0; j < 16; j++) {
        const q = bytes[at + 8 + 16 * part + j]
        out[start + j] = scale * VALUES[q & 15]
        out[start + 16 + j] = scale * VALUES[q >> 4]
      }
    }
  }
}
