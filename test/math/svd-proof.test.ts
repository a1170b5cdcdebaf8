import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { LARGE_SHAPES, SET_SHAPES, SMALL_SHAPES } from './matrices.js'
import { ALGORITHMS, type Proof, builds, prove } from './proof.js'

const [fastest] = builds()

function assertProven({ count, violations }: Proof): void {
  assert.ok(count > 0)
  assert.deepEqual(violations, [])
}

suite('every ratio is below 30 and every value in order', () => {
  for (const kernels of builds())
    for (const algorithm of ALGORITHMS) {
      test(`for all families, ${algorithm} on ${kernels}, up to 40 × 40 and at 26 × 768`, async () => {
        assertProven(await prove({ shapes: [...SMALL_SHAPES, ...SET_SHAPES], kernels, algorithm }))
      })

      // More than one panel, leaf, tile and block of everything.
      test(`for some families, ${algorithm} on ${kernels}, at 130 × 200 and 200 × 130`, async () => {
        const families = [
          'geometric values',
          'clustered values',
          'centred',
          'zero rows',
          'subnormal',
        ]
        const shapes = [[130, 200], [200, 130]] as const // prettier-ignore
        assertProven(await prove({ shapes, families, kernels, algorithm }))
      })
    }

  for (const [rows, cols] of LARGE_SHAPES)
    for (const algorithm of ALGORITHMS)
      test(`for ${rows} × ${cols}, ${algorithm} on ${fastest}`, async () => {
        const families =
          algorithm === 'gram' ? ['geometric values', 'centred'] : ['geometric values']
        // Values without vectors take Jacobi as long as both do: once is enough here, `npm run proof` has all.
        const alone = algorithm === 'gram' || rows === cols
        const plan = { shapes: [[rows, cols]] as const, families, algorithm, alone }
        assertProven(await prove({ ...plan, kernels: fastest }))
      })

  for (const kernels of builds().slice(1))
    test(`for 768 × 768, gram on ${kernels}`, async () => {
      const families = ['geometric values']
      const plan = { shapes: [LARGE_SHAPES[0]], families, algorithm: 'gram', alone: false } as const
      assertProven(await prove({ ...plan, kernels }))
    })
})
