import type { Line } from './case.js'

/** How cost grows along one line of sizes. */
export interface Exponent {
  readonly growth: string
  readonly sizes: readonly number[]
  /** Of cost ∝ size^exponent, by least squares on logarithms. */
  readonly ours: number
  readonly peer: number | null
  readonly text: string
}

/**
 * Fits every bench of growth; the size that varies is named in the bench, `svd-n` by the first number of its shape, `svd-d`
 * by the second.
 */
export function exponents(lines: readonly Line[]): readonly Exponent[] {
  const benches = [...new Set(lines.map(({ bench }) => bench))]
  return benches.map((growth) => {
    const own = lines.filter(({ bench }) => bench === growth)
    const place = growth.endsWith('-d') ? 1 : 0
    const sizes = own.map(({ shape }) => Number(shape.split('x')[place]))
    const ours = slope(
      sizes,
      own.map(({ ours_ms }) => ours_ms),
    )
    const theirs = own.map(({ peer_ms }) => peer_ms ?? NaN)
    const peer = theirs.some(Number.isNaN) ? null : slope(sizes, theirs)
    const text =
      `${growth}: cost grows as size^${ours.toFixed(2)}` +
      (peer === null ? '' : `, the peer’s as size^${peer.toFixed(2)}`)
    return { growth, sizes, ours, peer, text }
  })
}

/** The slope of log y over log x. */
function slope(x: readonly number[], y: readonly number[]): number {
  const [u, v] = [x.map(Math.log), y.map(Math.log)]
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  const [mu, mv] = [mean(u), mean(v)]
  let [above, below] = [0, 0]
  u.forEach((value, i) => {
    above += (value - mu) * (v[i] - mv)
    below += (value - mu) ** 2
  })
  return above / below
}
