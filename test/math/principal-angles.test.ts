import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { matrixFrom } from '../../src/math/matrix.js'
import { principalAngles, sharedDimensions } from '../../src/math/principal-angles.js'
import { statistics } from '../oracle/statistics.js'

suite('principalAngles', () => {
  test('agrees with SciPy’s subspace_angles, an angle of 1e-9 included, within 1e-12', async () => {
    for (const { a, b, angles } of statistics.subspaces) {
      const found = await principalAngles(matrixFrom(a), matrixFrom(b))
      assert.equal(found.length, angles.length)
      // SciPy itself is right to a few ulp of the vectors' elements.
      found.forEach((angle, i) => {
        assert.ok(Math.abs(angle - angles[i]) < 1e-12, `${angle} against ${angles[i]}`)
      })
    }
  })

  test('of orthogonal lines is π/2, of one line and itself 0', async () => {
    const x = matrixFrom([[1, 0, 0]])
    assert.deepEqual([...(await principalAngles(x, matrixFrom([[0, 0, 1]])))], [Math.PI / 2])
    assert.deepEqual([...(await principalAngles(x, x))], [0])
  })

  test('refuses subspaces of different spaces', async () => {
    await assert.rejects(principalAngles(matrixFrom([[1, 0]]), matrixFrom([[1, 0, 0]])), {
      name: 'InvalidArgument',
    })
  })
})

test('sharedDimensions is Σcos² of the angles', () => {
  for (const { a, b, angles } of statistics.subspaces) {
    const expected = angles.reduce((sum, angle) => sum + Math.cos(angle) ** 2, 0)
    assert.ok(Math.abs(sharedDimensions(matrixFrom(a), matrixFrom(b)) - expected) < 1e-12)
  }
})
