// Where a run of numbers goes beyond bounds.
//
//   the first i ≥ from with value[i] > above or value[i] < below
//
// Shape and blocking: n float64, of which few lie beyond; NaN never does. Eight numbers, one cache line, a step.
// Source: the filter before a selection of the k largest: against the k-th of those seen so far nearly all numbers fail, of n in
// random order all but about k·ln(n/k) (Knuth, The Art of Computer Programming 1, §1.2.10).
// Why it is fast: four comparisons of two numbers are gathered into one branch, which is not taken; a line in which it is, is
// looked at number by number. So the ends of projections are found at the speed of memory.

/**
 * @param values n float64
 * @returns n if there is none
 */
export function nextBeyond(values: usize, from: i32, n: i32, above: f64, below: f64): i32 {
  const high = f64x2.splat(above)
  const low = f64x2.splat(below)
  let i = from
  for (; i + 7 < n; i += 8) {
    const at = values + ((<usize>i) << 3)
    let any = i64x2.splat(0)
    for (let j: usize = 0; j < 64; j += 16) {
      const value = v128.load(at + j)
      any = v128.or(any, v128.or(f64x2.gt(value, high), f64x2.lt(value, low)))
    }
    if (v128.any_true(any)) break
  }
  for (; i < n; i++) {
    const value = load<f64>(values + ((<usize>i) << 3))
    if (value > above || value < below) return i
  }
  return n
}
