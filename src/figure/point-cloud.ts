/** Points on a raster. */
export interface PointCloud {
  /** Centres, in pixels from the upper left corner; those outside are left out. */
  readonly xs: ArrayLike<number>
  readonly ys: ArrayLike<number>
  /** Of the raster, in pixels. */
  readonly width: number
  readonly height: number
}

/** How every pixel of a raster of points is painted: by its level. */
export interface CloudPixels {
  /** width × height: 0 where no point is, else from 1, a lone point, to 15, the densest places. */
  readonly levels: Uint8Array
  /** Of each level, from 0 to 1. */
  readonly opacities: readonly number[]
  /** Of each level, how much of the colour of dense places to mix in, from 0 to 1. */
  readonly mixes: readonly number[]
}

/** As many as four bits of an image hold, with the empty one. */
const LEVELS = 16

/** Opacity of a lone point, which has to be seen, and of the densest places. */
const LONE = 0.4
const DENSE = 0.96

/** Pixels of the disc that a point is drawn as. */
const DISC = 5

/** Density is counted in squares of so many pixels to a side, */
const CELL = 2

/** and taken over so many squares to each side of one: finer counts look the same and take four times as long. */
const REACH = 3

/**
 * Draws each point as a disc of 3 pixels across with its corners off, and finds how dense its surroundings are. The level
 * grows with the logarithm of the density, from one point alone to the densest hundredth: outliers and the shape of the
 * bulk are readable together, at 30 thousand points as at 256 thousand.
 */
export function cloudPixels({ xs, ys, width, height }: PointCloud): CloudPixels {
  const levels = new Uint8Array(width * height)
  const cells = { width: Math.ceil(width / CELL), height: Math.ceil(height / CELL) }
  const density = new Float32Array(cells.width * cells.height)
  // Which pixels are drawn, each once: most of a raster is empty, and is not looked at again.
  const inked = new Uint32Array(Math.min(levels.length, DISC * xs.length))
  let count = 0
  const ink = (at: number): void => {
    if (levels[at] === 0) inked[count++] = at
    levels[at] = 1
  }
  for (let i = 0; i < xs.length; i++) {
    const [x, y] = [Math.floor(xs[i]), Math.floor(ys[i])]
    if (!(x >= 0 && x < width && y >= 0 && y < height)) continue
    const at = y * width + x
    density[Math.floor(y / CELL) * cells.width + Math.floor(x / CELL)]++
    ink(at)
    if (x > 0) ink(at - 1)
    if (x < width - 1) ink(at + 1)
    if (y > 0) ink(at - width)
    if (y < height - 1) ink(at + width)
  }
  boxSum(density, cells.width, cells.height)
  const drawn = { inked: inked.subarray(0, count), width, density, cells: cells.width }
  fillLevels(levels, drawn)
  return { levels, ...RAMP }
}

/** Sums over 2·REACH + 1 cells to a side, in place: along rows, then along columns. */
function boxSum(values: Float32Array, width: number, height: number): void {
  const row = new Float32Array(width)
  for (let y = 0; y < height; y++) {
    const at = y * width
    row.set(values.subarray(at, at + width))
    let sum = 0
    for (let x = 0; x < Math.min(REACH, width); x++) sum += row[x]
    for (let x = 0; x < width; x++) {
      if (x + REACH < width) sum += row[x + REACH]
      if (x > REACH) sum -= row[x - REACH - 1]
      values[at + x] = sum
    }
  }
  // Whole rows at a time, so that memory is walked in order: the last REACH + 1 original rows are kept aside.
  const sums = new Float32Array(width)
  const kept = new Float32Array(width * (REACH + 1))
  const add = (y: number) => {
    const at = y * width
    for (let x = 0; x < width; x++) sums[x] += values[at + x]
  }
  for (let y = 0; y < Math.min(REACH, height); y++) add(y)
  for (let y = 0; y < height; y++) {
    if (y + REACH < height) add(y + REACH)
    const slot = (y % (REACH + 1)) * width
    const at = y * width
    // The slot still holds row y − REACH − 1, which leaves the square now.
    if (y > REACH) for (let x = 0; x < width; x++) sums[x] -= kept[slot + x]
    kept.set(values.subarray(at, at + width), slot)
    values.set(sums, at)
  }
}

/** Which pixels are drawn, and how many points lie about each square of pixels. */
interface Density {
  /** Places of pixels, row after row. */
  readonly inked: Uint32Array
  /** Pixels a row. */
  readonly width: number
  readonly density: Float32Array
  /** Squares a row of `density`. */
  readonly cells: number
}

/** Sets the levels of all pixels that are drawn. */
function fillLevels(levels: Uint8Array, { inked, width, density, cells }: Density): void {
  const histogram = new Uint32Array(4096)
  const around = new Uint16Array(inked.length)
  for (let i = 0; i < inked.length; i++) {
    const at = inked[i]
    const y = Math.floor(at / width)
    const cell = Math.floor(y / CELL) * cells + Math.floor((at - y * width) / CELL)
    around[i] = Math.min(histogram.length - 1, density[cell])
    histogram[around[i]]++
  }
  const most = densest(histogram, inked.length)
  // Logarithms of small whole numbers, once.
  const table = new Uint8Array(most + 1)
  for (let n = 0; n < table.length; n++) {
    const t = n <= 1 ? 0 : Math.min(1, Math.log(n) / Math.log(most))
    table[n] = 1 + Math.round(t * (LEVELS - 2))
  }
  for (let i = 0; i < inked.length; i++) levels[inked[i]] = table[Math.min(most, around[i])]
}

/** The density that a hundredth of the inked pixels exceeds; at least 24, so that a few points do not look dense. */
function densest(histogram: Uint32Array, total: number): number {
  let left = total / 100
  let n = histogram.length - 1
  while (n > 24 && left >= histogram[n]) left -= histogram[n--]
  return n
}

const RAMP = {
  opacities: Array.from({ length: LEVELS }, (_, level) =>
    level === 0 ? 0 : LONE + ((DENSE - LONE) * (level - 1)) / (LEVELS - 2),
  ),
  mixes: Array.from({ length: LEVELS }, (_, level) =>
    level === 0 ? 0 : 0.75 * ((level - 1) / (LEVELS - 2)) ** 2.5,
  ),
}

/** Levels below 16, two a byte, each row beginning on a byte of its own. */
export function packNibbles(levels: Uint8Array, width: number): Uint8Array {
  const height = width === 0 ? 0 : levels.length / width
  const stride = Math.ceil(width / 2)
  const out = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    const from = y * width
    for (let x = 0; x < width; x += 2) {
      const second = x + 1 < width ? levels[from + x + 1] : 0
      out[y * stride + (x >> 1)] = (levels[from + x] << 4) | second
    }
  }
  return out
}
