// What a projection is told, and where its results go.

// @ts-ignore: decorator
@unmanaged
export class ProjectArgs {
  /** n × d, encoded as `encoding` says: see decode.ts. */
  rows: usize
  n: i32
  d: i32
  encoding: i32
  /** Bytes of a row. */
  rowBytes: i32
  /** Products in float32; not for float64 rows. */
  mixed: i32
  k: i32
  /**
   * k < 3: k × d, float32 if mixed, else float64; k ≥ 3 double: packed with packAlong in steps of 256;
   * k ≥ 3 mixed: ⌈k/4⌉ panels of d × 4 float32.
   */
  vectors: usize
  /** k float64. */
  offsets: usize
  /** k rows of float64, `stride` bytes apart: out[j, i] for row i. */
  out: usize
  stride: usize
}

/** The result of one row and vector. */
// @ts-ignore: decorator
@inline
export function keep(args: ProjectArgs, row: i32, j: i32, value: f64): void {
  store<f64>(args.out + <usize>j * args.stride + ((<usize>row) << 3), value - load<f64>(args.offsets + ((<usize>j) << 3)))
}
