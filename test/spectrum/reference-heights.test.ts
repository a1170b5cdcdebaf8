import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { referenceHeights } from '../../src/spectrum/reference-heights.js'
import { references } from '../../src/spectrum/references.js'
import { matrixFrom } from '../../src/math/matrix.js'

const close = (a: number, b: number, tolerance: number): void => {
  assert.ok(Math.abs(a - b) <= tolerance, `${a} against ${b}`)
}

suite('referenceHeights', () => {
  // Noise of two strengths: 25 degrees of freedom in 768 dimensions, Σσ² = s²·25·768.
  const shape = { freedom: 25, dimensions: 768 }
  const own = Float64Array.from({ length: 26 }, (_, i) => (i < 25 ? 40 - i : 0))
  const heights = (scale: 'raw' | 'max' | 'share', s: number) => {
    const spread = Float64Array.from({ length: 26 }, () => s * Math.sqrt((25 * 768) / 26))
    const found = references(own, matrixFrom([spread]), shape)
    return { found, on: referenceHeights(found, scale, own, s ** 2 * 25 * 768) }
  }

  test('raw are those of noise as strong as the controls', () => {
    const { found, on } = heights('raw', 2)
    close(on.marchenkoPastur, 2 * (5 + Math.sqrt(768)), 1e-9)
    assert.equal(on.tracyWidom, found.tracyWidom.threshold)
    assert.equal(on.gavishDonohoKnown, found.gavishDonoho.knownNoise)
    assert.equal(on.gavishDonohoUnknown, found.gavishDonoho.unknownNoise)
  })

  test('of shares are those of noise of any strength: (√n′ + √d)²/(n′·d) for the edge', () => {
    for (const s of [0.1, 1, 7])
      close(heights('share', s).on.marchenkoPastur, (5 + Math.sqrt(768)) ** 2 / (25 * 768), 1e-12)
  })

  test('by the median are of the set’s own variance, whatever the controls have', () => {
    const total = own.reduce((sum, x) => sum + x * x, 0)
    // ω(25/768) times the median of 25 values, 28.
    close(heights('share', 3).on.gavishDonohoUnknown, (1.485038 * 28) ** 2 / total, 1e-6)
  })

  test('divided by the largest keep their place beside the set’s values', () => {
    const { found, on } = heights('max', 2)
    close(on.marchenkoPastur, found.marchenkoPastur / 40, 1e-15)
  })
})
