import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { benjaminiHochberg } from '../../src/compare/benjamini-hochberg.js'
import { largestDifference } from '../oracle/oracle.js'
import { statistics } from '../oracle/statistics.js'

suite('benjaminiHochberg', () => {
  test('agrees with SciPy’s false_discovery_control', () => {
    const { p, adjusted } = statistics.falseDiscovery
    assert.ok(largestDifference(benjaminiHochberg(p), adjusted) < 1e-15)
  })

  test('leaves a single p-value as it is, and equal ones equal', () => {
    assert.deepEqual([...benjaminiHochberg([0.03])], [0.03])
    assert.deepEqual(
      [...benjaminiHochberg([0.2, 0.2, 0.2])].map((x) => x.toFixed(12)),
      ['0.200000000000', '0.200000000000', '0.200000000000'],
    )
    assert.equal(benjaminiHochberg([]).length, 0)
  })
})
