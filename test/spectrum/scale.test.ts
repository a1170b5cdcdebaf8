import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scaleSpectrum } from '../../src/spectrum/scale.js'

test('scaleSpectrum: raw, divided by the largest, and σ²/Σσ²', () => {
  const s = Float64Array.of(4, 2, 0)
  assert.deepEqual([...scaleSpectrum(s, 'raw')], [4, 2, 0])
  assert.deepEqual([...scaleSpectrum(s, 'max')], [1, 0.5, 0])
  assert.deepEqual([...scaleSpectrum(s, 'share')], [0.8, 0.2, 0])
})

test('scaleSpectrum: a spectrum of zeros, or of nothing, stays one', () => {
  for (const scale of ['raw', 'max', 'share'] as const) {
    assert.deepEqual([...scaleSpectrum(Float64Array.of(0, 0), scale)], [0, 0])
    assert.deepEqual([...scaleSpectrum(Float64Array.of(), scale)], [])
  }
})
