import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { ALGORITHMS, builds } from './proof.js'
import { LARGE, PROPERTIES, SMALL, counterexample } from './properties.js'

for (const kernels of builds())
  suite(`singular values, on ${kernels},`, () => {
    for (const name of Object.keys(PROPERTIES))
      test(name, async () => {
        for (const algorithm of ALGORITHMS) {
          const options = { kernels, algorithm }
          assert.equal(await counterexample(name, SMALL, 100, options), undefined)
          assert.equal(await counterexample(name, LARGE, 3, options), undefined)
        }
      })
  })
