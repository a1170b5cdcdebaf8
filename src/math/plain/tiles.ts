import type { Kernels } from '../kernels/kernels.js'
import type { Views } from './views.js'

/** Tiles in TypeScript: see `kernels/tiles.ts`. */
export function plainTiles(views: () => Views): Pick<Kernels, 'tiles' | 'deepTiles'> {
  const tiles: Kernels['tiles'] = (c, ldc, x, y, kc, rows, cols, alpha, diagonal) => {
    const { f64 } = views()
    for (let j = 0; j < cols; j += 4)
      for (let i = firstRow(j - diagonal - 3); i < rows; i += 4)
        tile(
          f64,
          (c + i * ldc) / 8 + j,
          ldc / 8,
          x / 8 + i * kc,
          y / 8 + j * kc,
          kc,
          alpha,
          Math.min(4, rows - i),
          Math.min(4, cols - j),
        )
  }
  return {
    tiles,
    deepTiles(c, ldc, firstX, x, stepX, firstY, y, stepY, depth, rows, cols, alpha, diagonal) {
      for (let p = 0; p < depth; p += 256) {
        const kc = Math.min(256, depth - p)
        const [ownX, ownY] = [x + firstX * kc * 8, y + firstY * kc * 8]
        tiles(c, ldc, ownX, ownY, kc, rows, cols, alpha, diagonal)
        x += stepX
        y += stepY
      }
    },
  }
}

/** The first row of tiles at or below a row. */
function firstRow(row: number): number {
  return row <= 0 ? 0 : Math.ceil(row / 4) * 4
}

/** As the kernel's tile, two rows at a time: sixteen sums are more than there are registers. */
function tile(
  f: Float64Array,
  c: number,
  ldc: number,
  x: number,
  y: number,
  kc: number,
  alpha: number,
  high: number,
  wide: number,
): void {
  for (let i = 0; i < high; i += 2) {
    let a0 = 0
    let a1 = 0
    let a2 = 0
    let a3 = 0
    let b0 = 0
    let b1 = 0
    let b2 = 0
    let b3 = 0
    for (let p = 0; p < kc * 4; p += 4) {
      const s = f[x + p + i]
      const t = f[x + p + i + 1]
      const y0 = f[y + p]
      const y1 = f[y + p + 1]
      const y2 = f[y + p + 2]
      const y3 = f[y + p + 3]
      a0 += s * y0
      a1 += s * y1
      a2 += s * y2
      a3 += s * y3
      b0 += t * y0
      b1 += t * y1
      b2 += t * y2
      b3 += t * y3
    }
    addRow(f, c + i * ldc, alpha, wide, a0, a1, a2, a3)
    if (i + 1 < high) addRow(f, c + (i + 1) * ldc, alpha, wide, b0, b1, b2, b3)
  }
}

function addRow(
  f: Float64Array,
  c: number,
  alpha: number,
  wide: number,
  s0: number,
  s1: number,
  s2: number,
  s3: number,
): void {
  f[c] += alpha * s0
  if (wide > 1) f[c + 1] += alpha * s1
  if (wide > 2) f[c + 2] += alpha * s2
  if (wide > 3) f[c + 3] += alpha * s3
}
