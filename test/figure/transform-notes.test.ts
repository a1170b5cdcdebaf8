import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { renderFigures } from '../../src/figure/render.js'
import { openModel } from '../../src/model/open-model.js'
import { PLAIN } from '../../src/submatrix/transform.js'
import { gaussian } from '../math/gaussian.js'
import { remove, writeTinyModel } from '../model/tiny-model.js'

const next = gaussian(9)
const folder = writeTinyModel({
  tokens: ['[UNK]', ...Array.from({ length: 80 }, (_, i) => `t${i}`)],
  special: ['[UNK]'],
  rows: Array.from({ length: 81 }, () => Array.from({ length: 6 }, next)),
})
after(() => {
  remove(folder)
})
const model = await openModel(folder)

suite(
  'what was done to the embeddings is said on every figure made of them, and in the manifest',
  () => {
    for (const [transform, said] of [
      [{ centre: 'none' }, 'not centred'],
      [{ centre: 'vocabulary' }, /vocabulary’s mean|minus its own mean/],
      [{ normalise: 'rows' }, 'rows of unit length'],
      [{ remove: 2 }, 'without the vocabulary’s 2 strongest directions'],
      [{ whiten: true }, 'whitened by the vocabulary'],
    ] as const)
      test(JSON.stringify(transform), async () => {
        const analysis = await analyze(model, {
          set: 't1,t2,t3,t4,t5',
          transform,
          controls: { draws: 19 },
        })
        assert.deepEqual(analysis.manifest.options.transform, { ...PLAIN, ...transform })
        for (const [name, svg] of Object.entries(renderFigures(analysis))) {
          // Notes run over several lines.
          const text = [...svg.matchAll(/>([^<]+)<\/text>/g)].map(([, line]) => line).join(' ')
          assert.match(text, new RegExp(said), name)
          // Two embeddings as they are stored: nothing was done to them.
          if (name === 'pair') assert.match(text, /as they are stored; in the other figures: /)
        }
      })
  },
)
