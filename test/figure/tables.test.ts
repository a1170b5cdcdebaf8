import assert from 'node:assert/strict'
import { test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { figureCsv } from '../../src/figure/render.js'
import { openModel } from '../../src/model/open-model.js'

test('the tables of members have ids and whole tokens, however long', async () => {
  const model = await openModel()
  const set = ['electromagnetic', 'internationally', 'red', 'tokenprism']
  const analysis = await analyze(model, { set, split: 'mean', controls: { draws: 9 } })
  const keys = analysis.set.members.map(({ ids, token }) => `${ids.join(' ')},${token}`)
  for (const name of ['correlation', 'vectors'] as const) {
    const [header, ...rows] = figureCsv(name, analysis).trimEnd().split('\n')
    assert.deepEqual(
      rows.map((row) => row.split(',').slice(0, 2).join(',')),
      keys,
    )
    if (name === 'correlation')
      assert.equal(
        header,
        `id,token,${analysis.set.members.map(({ ids }) => ids.join(' ')).join(',')}`,
      )
  }
  // The mean of several rows is none of them.
  const averaged = analysis.set.members[3].ids.map((id) => `${id},${model.vocabulary.tokens[id]},`)
  const table = figureCsv('projection', analysis).split('\n')
  for (const start of averaged) assert.match(table.find((row) => row.startsWith(start)) ?? '', /,$/)
})
