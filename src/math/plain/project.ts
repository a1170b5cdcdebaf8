import { F32, F64 } from '../encodings.js'
import { readProjectArgs } from '../kernels/arguments.js'
import { type Kernels, STEP } from '../kernels/kernels.js'
import type { Views } from './views.js'

/**
 * Rows on vectors in TypeScript: see `kernels/project.ts`, whose vectors lie in the same four ways. Where those round
 * products to float32, these do not.
 */
export function plainProject(
  views: () => Views,
  { decodeRows }: Pick<Kernels, 'decodeRows'>,
): Pick<Kernels, 'projectRows'> {
  return {
    projectRows(at, first, count, room) {
      const { f64, f32, u32 } = views()
      const args = readProjectArgs(u32, at)
      const { encoding, rowBytes, d, mixed, k, vectors, offsets, out, stride } = args
      const single = encoding !== F64.code
      let rows = args.rows + first * rowBytes
      if (single && encoding !== F32.code) {
        decodeRows(room, rows, count * d, encoding)
        rows = room
      }
      const source = single ? f32 : f64
      const directions = mixed ? f32 : f64
      const base = vectors / (mixed ? 4 : 8)
      const place = k < 3 ? inRows : mixed ? inFours : inPanels
      for (let j = 0; j < k; j++) {
        const offset = f64[offsets / 8 + j]
        const places = place(base, j, d, k)
        for (let i = 0; i < count; i++) {
          const row = rows / (single ? 4 : 8) + i * d
          let sum = 0
          for (const { from, to, start, step } of places)
            for (let p = from, v = start; p < to; p++, v += step)
              sum += source[row + p] * directions[v]
          f64[(out + j * stride) / 8 + first + i] = sum - offset
        }
      }
    },
  }
}

/** Elements from … to − 1 of a vector, at start, start + step, … */
interface Stretch {
  readonly from: number
  readonly to: number
  readonly start: number
  readonly step: number
}

function inRows(base: number, j: number, d: number): Stretch[] {
  return [{ from: 0, to: d, start: base + j * d, step: 1 }]
}

function inFours(base: number, j: number, d: number): Stretch[] {
  return [{ from: 0, to: d, start: base + (j - (j % 4)) * d + (j % 4), step: 4 }]
}

/** Packed in steps of 256 columns. */
function inPanels(base: number, j: number, d: number, k: number): Stretch[] {
  const panels = Math.ceil(k / 4) * 4
  return Array.from({ length: Math.ceil(d / STEP) }, (_, i) => {
    const from = i * STEP
    const to = Math.min(d, from + STEP)
    const start = base + from * panels + (j - (j % 4)) * (to - from) + (j % 4)
    return { from, to, start, step: 4 }
  })
}
