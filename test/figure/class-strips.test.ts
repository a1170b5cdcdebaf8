import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { projectionFigure } from '../../src/figure/projection.js'
import { projectionOf } from '../../src/figure/projections-of.js'
import { THEMES } from '../../src/figure/theme.js'
import { analyze, openModel } from '../../src/index.js'

suite('strips of token classes', async () => {
  const letters = await analyze(await openModel(), { controls: { draws: 1 } })
  const data = projectionOf(letters, { classes: true })

  test('show members where the panel has them, not where they lie on the vector that is fitted to them', () => {
    assert.ok(data.classes)
    // A class that is one member: all of its strip is where that one is drawn.
    const [{ id, projection }] = data.members
    const of = Array.from(data.values, (_, at) => Number(at === id))
    const values = data.values.slice()
    values[id] = 100
    const svg = projectionFigure(
      { ...data, values, classes: { names: ['all', 'one'], of } },
      THEMES.light,
    )
    const told = /data-tip="one, 1 token: median ([^,]+),/.exec(svg)?.[1] ?? ''
    assert.equal(Number(told.replace('−', '-')).toFixed(3), projection.toFixed(3))
  })

  test('leave out what is not finite', () => {
    const values = Float64Array.from(data.values, (_, id) => (id % 2 === 0 ? 0.25 : NaN))
    const classes = { names: ['all'], of: new Uint8Array(values.length) }
    const svg = projectionFigure(
      { ...data, values, others: values, members: [], classes },
      THEMES.light,
    )
    assert.match(svg, /data-tip="all, 15,261 tokens: median 0\.25, half from 0\.25 to 0\.25"/)
  })
})
