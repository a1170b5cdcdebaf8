// What every kernel is made of: two float64 or four float32 side by side.

/** a·b + c on two float64; fused where the build has relaxed SIMD, so that last bits differ between the builds. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(a, b, c)
  return f64x2.add(f64x2.mul(a, b), c)
}

/** c − a·b on two float64. */
// @ts-ignore: decorator
@inline
export function msub(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_nmadd(a, b, c)
  return f64x2.sub(c, f64x2.mul(a, b))
}

/** a·b + c on four float32. */
// @ts-ignore: decorator
@inline
export function madd4(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c)
  return f32x4.add(f32x4.mul(a, b), c)
}

/** The sum of two lanes. */
// @ts-ignore: decorator
@inline
export function across(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1)
}

/** Two float32 at an address as two float64. */
// @ts-ignore: decorator
@inline
export function widen(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at))
}

/** Two neighbours at an address, float32 or float64, as float64. */
// @ts-ignore: decorator
@inline
export function pair<T>(at: usize): v128 {
  if (sizeof<T>() == 4) return widen(at)
  return v128.load(at)
}

/** The first two of four float32, as float64. */
// @ts-ignore: decorator
@inline
export function widenLow(four: v128): v128 {
  return f64x2.promote_low_f32x4(four)
}

/** The last two of four float32, as float64. */
// @ts-ignore: decorator
@inline
export function widenHigh(four: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<u64>(four, four, 1, 1))
}

/** Σ x[i]·y[i] of n float64, in four pairs of sums. */
export function dot(x: usize, y: usize, n: i32): f64 {
  let s0 = f64x2.splat(0)
  let s1 = s0
  let s2 = s0
  let s3 = s0
  let i: i32 = 0
  for (; i + 7 < n; i += 8) {
    s0 = madd(v128.load(x), v128.load(y), s0)
    s1 = madd(v128.load(x, 16), v128.load(y, 16), s1)
    s2 = madd(v128.load(x, 32), v128.load(y, 32), s2)
    s3 = madd(v128.load(x, 48), v128.load(y, 48), s3)
    x += 64
    y += 64
  }
  for (; i + 1 < n; i += 2) {
    s0 = madd(v128.load(x), v128.load(y), s0)
    x += 16
    y += 16
  }
  let sum = across(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)))
  if (i < n) sum += load<f64>(x) * load<f64>(y)
  return sum
}

/** y[i] += c·x[i] for n float64. */
export function axpy(c: f64, x: usize, y: usize, n: i32): void {
  const cc = f64x2.splat(c)
  let i: i32 = 0
  for (; i + 3 < n; i += 4) {
    v128.store(y, madd(cc, v128.load(x), v128.load(y)))
    v128.store(y, madd(cc, v128.load(x, 16), v128.load(y, 16)), 16)
    x += 32
    y += 32
  }
  for (; i < n; i++) {
    store<f64>(y, load<f64>(y) + c * load<f64>(x))
    x += 8
    y += 8
  }
}

/** Vectors shorter than this count as zero, beside numbers near 1: their squares have lost digits. */
// @ts-ignore: decorator
@inline
export const SHORTEST: f64 = 1e-140

/** x ← c·x for n float64. */
export function scale(x: usize, c: f64, n: i32): void {
  const cc = f64x2.splat(c)
  let i: i32 = 0
  for (; i + 1 < n; i += 2) {
    v128.store(x, f64x2.mul(v128.load(x), cc))
    x += 16
  }
  if (i < n) store<f64>(x, load<f64>(x) * c)
}

/**
 * Turns x into v with ‖v‖² = 2 such that I − v·vᵀ takes x to alpha times the first axis.
 *
 * @returns alpha; 0 where x is zero or next to it, and then v is zero
 */
export function reflector(x: usize, n: i32): f64 {
  const norm = Math.sqrt(dot(x, x, n))
  if (norm < SHORTEST) {
    memory.fill(x, 0, (<usize>n) << 3)
    return 0
  }
  const first = load<f64>(x)
  // Away from the first element's own sign, so that the difference adds and never cancels.
  const alpha = first > 0 ? -norm : norm
  store<f64>(x, first - alpha)
  // ‖x − alpha·e‖² = 2·norm·(norm + |x₀|), and ‖v‖² is to be 2.
  scale(x, 1 / Math.sqrt(norm * (norm + Math.abs(first))), n)
  return alpha
}
