// Stored numbers to float32, exactly as `src/model` decodes them: which encoding is which.
//
//   out[i] = the value of number i: upcast.ts, decode-blocks.ts and decode-super-blocks.ts have the formulas
//
// Shape and blocking: n numbers end to end, of quantised types whole blocks; callers take as many a call as stay in the
// second-level cache until they are used.
// Source: IEEE 754-2019 §3.6 for float16; ggml's ggml-quants.c for the quantised types (its dequantize_row_… functions).
// Why it is fast: the encoding is looked at once a call, not once a number, and each has a loop of its own.

import * as blocks from './decode-blocks'
import * as superBlocks from './decode-super-blocks'
import { widenBf16, widenF16 } from './upcast'

/** float64 and float32 are read as they lie. */
export const F64: i32 = 0
export const F32: i32 = 1

/**
 * @param n how many numbers
 * @param encoding `code` in `src/math/encodings.ts`
 */
export function decodeRows(to: usize, from: usize, n: i32, encoding: i32): void {
  switch (encoding) {
    case 2: return widenF16(to, from, n)
    case 3: return widenBf16(to, from, n)
    case 4: return blocks.q4_0(to, from, n)
    case 5: return blocks.q4_1(to, from, n)
    case 6: return blocks.q5_0(to, from, n)
    case 7: return blocks.q5_1(to, from, n)
    case 8: return blocks.q8_0(to, from, n)
    case 9: return blocks.iq4Nl(to, from, n)
    case 10: return superBlocks.q2K(to, from, n)
    case 11: return superBlocks.q3K(to, from, n)
    case 12: return superBlocks.q4K(to, from, n)
    case 13: return superBlocks.q5K(to, from, n)
    case 14: return superBlocks.q6K(to, from, n)
    case 15: return superBlocks.iq4Xs(to, from, n)
  }
}
