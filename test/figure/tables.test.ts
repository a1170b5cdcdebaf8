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

test('the table of vectors and spectra holds both halves of the figure, on the scale that is drawn', async () => {
  const analysis = await analyze(await openModel(), { set: 'weekdays', controls: { draws: 39 } })
  const [header, ...lines] = figureCsv('spectra', analysis, { scale: 'max' }).trimEnd().split('\n')
  assert.equal(header, 'part,index,set,control,lower,median,upper')
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
  ])
  const values = rows.filter(([part]) => part === 'spectrum')
  assert.equal(values.length, 7)
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
