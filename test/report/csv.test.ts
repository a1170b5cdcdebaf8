import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { matrixFrom } from '../../src/math/matrix.js'
import { openModel } from '../../src/model/open-model.js'
import { Projection } from '../../src/projection/projection.js'
import { projectionsCsv, spectrumCsv } from '../../src/report/csv.js'

const analysis = await analyze(await openModel(), { set: 'weekdays' })

test('spectrum.csv holds both spectra to the last digit', () => {
  const [header, ...rows] = spectrumCsv(analysis).trimEnd().split('\n')
  assert.equal(header, 'index,singular_value,control_singular_value')
  const expected = Array.from(analysis.spectrum.singularValues, (s, i) => [
    i + 1,
    s,
    analysis.control.spectrum.singularValues[i],
  ])
  assert.deepEqual(
    rows.map((row) => row.split(',').map(Number)),
    expected,
  )
})

suite('projections.csv', () => {
  test('has a row for every token', () => {
    const [header, ...rows] = projectionsCsv(analysis).trimEnd().split('\n')
    assert.equal(header, 'id,token,projection')
    assert.equal(rows.length, 30_522)
    assert.equal(rows[2075], `2075,##ing,${analysis.projection.on(1)[2075]}`)
  })

  test('writes what cannot be seen, would ring, stop a reader or turn the direction of text as figures show it', () => {
    const tokens = [
      'a\u0007b',
      '\u0000=1',
      '\u202eabc',
      '\u001b[31m"',
      'e\u0301 👩‍🚀',
      'a\u200bb\u2028c',
    ]
    const values = matrixFrom([tokens.map(() => 0)])
    const projection = new Projection({ vectors: [1], values, tokens, memberIds: Uint32Array.of() })
    assert.deepEqual(
      projectionsCsv({ ...analysis, projection })
        .trimEnd()
        .split('\n')
        .slice(1),
      [
        '0,a\\u{7}b,0',
        '1,\\u{0}=1,0',
        '2,\\u{202e}abc,0',
        '3,"\\u{1b}[31m""",0',
        '4,e\u0301 👩‍🚀,0',
        '5,a\\u{200b}b\\u{2028}c,0',
      ],
    )
  })

  test('quotes what needs it and disarms formulas, numbers exempt', () => {
    const tokens = ['a,b', 'say "x"', '=1+1', '-', '＠x', '\t', '\r\n', '', undefined]
    const projection = new Projection({
      vectors: [1],
      values: matrixFrom([tokens.map((_, i) => -i)]),
      tokens,
      memberIds: Uint32Array.of(),
    })
    assert.deepEqual(
      projectionsCsv({ ...analysis, projection })
        .split('\n')
        .slice(1, 7),
      ['0,"a,b",0', '1,"say ""x""",-1', "2,'=1+1,-2", "3,'-,-3", "4,'＠x,-4", "5,'\t,-5"],
    )
    const end = projectionsCsv({ ...analysis, projection })
      .split('\n')
      .slice(7)
      .join('|')
    assert.equal(end, `6,"'\r|",-6|7,,-7|8,,-8|`)
  })
})
