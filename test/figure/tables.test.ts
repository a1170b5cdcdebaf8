import assert from 'node:assert/strict'
import { test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { dendrogram, joinHeights } from '../../src/figure/dendrogram.js'
import { figureCsv, renderFigure } from '../../src/figure/render.js'
import { THEMES } from '../../src/figure/theme.js'
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
  for (const start of averaged)
    assert.match(table.find((row) => row.startsWith(start)) ?? '', /,,$/)
  // As it is drawn it has a row of its own, with the ids of its pieces.
  const own = table.find((row) => row.startsWith(`${analysis.set.members[3].ids.join(' ')},`)) ?? ''
  assert.match(own, /^[\d ]+,token\+##pr\+##ism,,-?0\.\d+,member$/)
})

test('the table of vectors and spectra holds both halves of the figure, on the scale that is drawn', async () => {
  const analysis = await analyze(await openModel(), { set: 'weekdays', controls: { draws: 39 } })
  const [header, ...lines] = figureCsv('spectra', analysis, { scale: 'max' }).trimEnd().split('\n')
  assert.equal(header, 'part,index,set,control,lower,median,upper,zero_by_centring')
  const rows = lines.map((line) => line.split(','))
  const { spectrum, control, model } = analysis
  const vector = rows.filter(([part]) => part === 'vector')
  assert.equal(vector.length, model.dim)
  assert.deepEqual(vector[5], [
    'vector',
    '5',
    String(spectrum.vt.data[5]),
    String(control.spectrum.vt.data[5]),
    '',
    '',
    '',
    '',
  ])
  const values = rows.filter(([part]) => part === 'spectrum')
  assert.equal(values.length, 7)
  assert.deepEqual(
    values.map((row) => row[7]),
    ['0', '0', '0', '0', '0', '0', '1'],
  )
  assert.deepEqual(values[0].slice(0, 4), ['spectrum', '1', '1', '1'])
  const second = values[1].map(Number)
  assert.equal(second[2], spectrum.singularValues[1] / spectrum.singularValues[0])
  assert.ok(second[4] < second[5] && second[5] < second[6])
  const raw = figureCsv('spectra', analysis).split('\n')[model.dim + 1].split(',')
  assert.equal(Number(raw[2]), spectrum.singularValues[0])
})

test('the table of a pair names its two tokens', async () => {
  const pair = ['red', '=']
  const analysis = await analyze(await openModel(), { set: pair, controls: { draws: 9 } })
  const [header] = figureCsv('pair', analysis).split('\n')
  assert.equal(header, "dimension,red (id 2417),'= (id 1027)")
})

/** A table's rows by its header's names. */
function rowsOf(csv: string): Record<string, string>[] {
  const [header, ...lines] = csv.trimEnd().split('\n')
  const names = header.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell])))
}

test('tables have the lines of theory that their figures draw, where these are drawn', async () => {
  const analysis = await analyze(await openModel(), { set: 'months', controls: { draws: 39 } })
  for (const name of ['spectrum', 'scree'] as const)
    for (const { marchenko_pastur: edge, ...row } of rowsOf(figureCsv(name, analysis))) {
      const lines = [row.tracy_widom_95, row.gavish_donoho_noise, row.gavish_donoho_median]
      assert.ok(
        [edge, ...lines].every((height) => Number(height) > 0),
        name,
      )
      if (name === 'spectrum') assert.equal(Number(edge), analysis.references.marchenkoPastur)
    }
  const few = await analyze(await openModel(), { set: ['red', 'blue'], controls: { draws: 39 } })
  assert.match(renderFigure('scree', few), /not drawn, as no share exceeds 1: [^<]*Gavish/)
  assert.equal(rowsOf(figureCsv('scree', few))[0].gavish_donoho_noise, '')
})

test('the table of stability has the groups that the figure shades', async () => {
  const analysis = await analyze(await openModel(), { set: 'months', controls: { draws: 9 } })
  const ties = analysis.stability.nearTies
  assert.ok(ties.length > 0)
  const rows = rowsOf(figureCsv('stability', analysis))
  for (const { first, last } of ties)
    for (const { vector, group_first: from, group_last: to } of rows)
      if (Number(vector) >= first && Number(vector) <= last)
        assert.deepEqual([from, to], [String(first), String(last)])
  const grouped = rows.filter(({ group_first: from }) => from !== '').length
  assert.equal(
    grouped,
    ties.reduce((sum, { first, last }) => sum + Math.min(last, rows.length) - first + 1, 0),
  )
})

test('the table of the projection says which of its points are marked', async () => {
  const analysis = await analyze(await openModel(), { set: 'weekdays', controls: { draws: 9 } })
  const rows = rowsOf(figureCsv('projection', analysis))
  const marked = (mark: string) =>
    rows.filter((row) => row.mark === mark).map(({ id }) => Number(id))
  const ids = (tokens: readonly { readonly id: number }[]) => tokens.map(({ id }) => id)
  const { poles, set } = analysis
  assert.deepEqual(marked('member').toSorted(), ids(set.members).toSorted())
  assert.deepEqual(marked('positive end').toSorted(), ids(poles.positive.slice(0, 10)).toSorted())
  assert.deepEqual(marked('negative end').toSorted(), ids(poles.negative.slice(0, 10)).toSorted())
})

test('the table of two vectors has the vocabulary where the figure draws it', async () => {
  const options = { set: 'weekdays', controls: { draws: 9 }, vectors: [1, 2] }
  const analysis = await analyze(await openModel(), options)
  assert.match(renderFigure('vectors', analysis), /behind them all 30,522 tokens/)
  const rows = rowsOf(figureCsv('vectors', analysis))
  assert.equal(rows.length, 7 + 30_522)
  assert.equal(Number(rows[7 + 2000].v2), analysis.projection.on(2)[2000])
  assert.equal(rows[7 + analysis.set.members[0].id].v1, '')
})

test('the table of clustered members holds the tree that is drawn above them', async () => {
  const analysis = await analyze(await openModel(), { set: 'weekdays', controls: { draws: 9 } })
  const [first, ...rest] = rowsOf(figureCsv('correlation-signed', analysis))
  assert.equal(first.joined_at, '')
  assert.ok(rest.every(({ joined_at: height }) => Number(height) > 0))
  assert.ok(!('joined_at' in rowsOf(figureCsv('correlation', analysis))[0]))
  const merges = [
    { a: 0, b: 2, height: 1, size: 2 },
    { a: 1, b: 3, height: 2, size: 3 },
  ]
  assert.deepEqual([...joinHeights(merges, [1, 2, 0])], [NaN, 2, 1])
  assert.match(
    dendrogram({ x: 0, y: 0, width: 30, height: 20 }, merges, [1, 2, 0], THEMES.light),
    /M/,
  )
})
