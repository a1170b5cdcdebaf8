/** Byte address within an arena. */
export type Address = number

/**
 * The inner loops, on numbers that lie in an arena. There are three sets of them that answer alike within rounding:
 * WebAssembly with relaxed SIMD, with plain SIMD, and plain TypeScript. What each computes is told in full at the head of
 * its source, `kernels/<name>.ts`; `src/math/plain/<name>.ts` is the same in TypeScript. Sizes are in elements, strides in bytes; `single`
 * is 1 for float32 and 0 for float64. Functions with a `room` use that memory and leave nothing in it.
 */
export interface Kernels {
  /** X[p, j] = (p, j) of a matrix, minus mean[j] where `mean` is an address: kc × width into panels of kc × 4. */
  packAcross(
    to: Address,
    kc: number,
    from: Address,
    stride: number,
    width: number,
    single: number,
    mean: Address,
  ): void
  /** X[p, i] = (i, p) of a matrix: kc × width into panels of kc × 4. */
  packAlong(
    to: Address,
    kc: number,
    from: Address,
    stride: number,
    width: number,
    single: number,
  ): void
  /** C += α·XᵀY for packed X and Y; tiles wholly above j = i + diagonal are left out. */
  tiles(
    c: Address,
    ldc: number,
    x: Address,
    y: Address,
    kc: number,
    rows: number,
    cols: number,
    alpha: number,
    diagonal: number,
  ): void
  /** As `tiles` over many steps of 256, from row firstX of X and column firstY of Y on; steps lie so many bytes apart. */
  deepTiles(
    c: Address,
    ldc: number,
    firstX: number,
    x: Address,
    stepX: number,
    firstY: number,
    y: Address,
    stepY: number,
    depth: number,
    rows: number,
    cols: number,
    alpha: number,
    diagonal: number,
  ): void
  /**
   * Factors a wide A in place, rows from … to − 1 of it: L before the diagonal and in `diagonal`, the reflectors from the
   * diagonal on. `from` is even.
   */
  householderLq(a: Address, n: number, d: number, diagonal: Address, from: number, to: number): void
  /** The squared lengths of n rows of k numbers. */
  squareRows(w: Address, n: number, k: number, squares: Address): void
  /** Rows from … to − 1 of a sweep of one-sided Jacobi on the n rows of w, with the rotation in j; 0 if none was turned. */
  orthogonaliseRows(
    w: Address,
    j: Address,
    n: number,
    k: number,
    squares: Address,
    tolerance: number,
    from: number,
    to: number,
  ): number
  /** M ← M·H_{b−1} ⋯ H_0 for up to 64 rows of M, zero beyond `known` columns, and b ≤ 64 packed reflectors. */
  reflectRows(
    m: Address,
    ldm: number,
    rows: number,
    d: number,
    known: number,
    b: number,
    along: Address,
    across: Address,
    lower: Address,
    room: Address,
  ): void
  /** M ← H_0 ⋯ H_{b−1}·M for up to 64 columns of M and b ≤ 64 reflectors, packed as for `reflectRows`. */
  reflectColumns(
    m: Address,
    ldm: number,
    height: number,
    cols: number,
    b: number,
    along: Address,
    across: Address,
    lower: Address,
    room: Address,
  ): void
  /** Reduces columns from … to − 1 of a panel of b columns of a symmetric matrix towards a tridiagonal one. */
  tridiagonalPanel(
    a: Address,
    n: number,
    k0: number,
    b: number,
    from: number,
    to: number,
    panel: Address,
    diagonal: Address,
    beside: Address,
  ): void
  /**
   * Makes blocks first … last − 1 of sweep `from` towards a bidiagonal matrix, and of each sweep before `to` those two blocks earlier
   * than of the one before. The band is upper: n rows of 3·b numbers. `room`: 3·b float64.
   */
  chaseBlocks(
    band: Address,
    n: number,
    b: number,
    from: number,
    to: number,
    first: number,
    last: number,
    room: Address,
  ): void
  /** Eigenvalues of a small symmetric matrix, descending; 1 when QL needs more than `limit` steps for one. */
  symmetricValues(a: Address, n: number, d: Address, limit: number, room: Address): number
  /** Gram eigenvalues of draws first … last − 1; 1 when some did not converge. `args`: see `EnsembleArgs`. */
  ensembleDraws(args: Address, first: number, last: number, room: Address): number
  /** Up to 64 rows on k vectors. `args`: see `ProjectArgs`. */
  projectRows(args: Address, first: number, count: number, room: Address): void
  /** The first i ≥ from of n float64 that is above one bound or below another; n if there is none. */
  nextBeyond(values: Address, from: number, n: number, above: number, below: number): number
  /** n numbers of an encoding (`encodings.ts`) to float32. */
  decodeRows(to: Address, from: Address, n: number, encoding: number): void
}

/** The sets of inner loops, the fastest first. */
export const KERNEL_NAMES = ['relaxed-simd', 'simd', 'typescript'] as const

/** Which set of inner loops runs. */
export type KernelName = (typeof KERNEL_NAMES)[number]

/** Rows or columns that are packed at a time: a panel of 4 takes 8 KB. */
export const STEP = 256

/** Rows of a matrix that one call of a kernel works on, so that threads share a product finely. */
export const CHUNK = 64

/** Operations of a call that nothing can interrupt: a millisecond in WebAssembly, some tens of them in TypeScript. */
export const MOMENT = 2e7

/** Bytes that each thread needs for itself beside an ensemble's: `reflectRows`' room, the largest. */
export const ROOM_BYTES = (64 * 256 + 2 * 64 * 64) * 8
