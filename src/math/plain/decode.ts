import { ENCODINGS } from '../encodings.js'
import type { Kernels } from '../kernels/kernels.js'
import { widenBf16, widenF16 } from './upcast.js'
import type { Views } from './views.js'

const F16 = ENCODINGS.get('F16')?.code

/** Float16 and bfloat16 to float32 in TypeScript: see `kernels/decode.ts`. Other encodings are decoded before. */
export function plainDecode(views: () => Views): Pick<Kernels, 'decodeRows'> {
  return {
    decodeRows(to, from, n, encoding) {
      if (encoding === F16) widenF16(views(), to, from, n)
      else widenBf16(views(), to, from, n)
    },
  }
}
