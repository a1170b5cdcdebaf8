import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { extent } from 'd3-array'
import { decode } from 'fast-png'
import { analyze } from '../../src/analysis/analyze.js'
import { vectorsOf } from '../../src/figure/projections-of.js'
import { FIGURE_NAMES, figureCsv, renderFigure, renderFigures } from '../../src/figure/render.js'
import { openModel } from '../../src/model/open-model.js'
import { Projection } from '../../src/projection/projection.js'
import { goldenFigures } from '../golden/figures.js'
import { remove, writeTinyModel } from '../model/tiny-model.js'

const golden = join(import.meta.dirname, '..', 'golden')

suite(
  'renderFigures draws what the golden SVGs hold (npm run golden writes them anew)',
  async () => {
    const figures = await goldenFigures()
    for (const [name, svg] of figures)
      test(name, () => {
        assert.equal(svg, readFileSync(join(golden, name), 'utf8'))
      })

    test('and no golden SVG is left over', () => {
      const files = readdirSync(golden).filter((name) => name.endsWith('.svg'))
      assert.deepEqual(files.sort(), [...figures.keys()].sort())
    })
  },
)

suite('renderFigures', async () => {
  const model = await openModel()
  const letters = await analyze(model)

  test('the same analysis gives the same bytes', () => {
    assert.deepEqual(renderFigures(letters), renderFigures(letters))
  })

  test('the axis of the spectra is labelled for what is drawn', () => {
    const label = {
      raw: 'singular value',
      max: 'singular value ÷ largest',
      share: 'share of variance',
    }
    for (const scale of ['raw', 'max', 'share'] as const)
      assert.ok(renderFigures(letters, { scale }).spectra.includes(`>${label[scale]}<`))
  })

  test('every figure names its model and describes itself with its numbers', () => {
    for (const svg of Object.values(renderFigures(letters))) {
      assert.match(svg, /all-MiniLM-L6-v2/)
      assert.match(svg, /<desc>[^<]*\d/)
      assert.match(svg, /role="img"/)
      assert.doesNotMatch(svg, /NaN|undefined|Infinity/)
    }
  })

  test('images have the address that Inkscape reads, under a prefix that is declared', () => {
    const [element = ''] = /<image [^>]*>/.exec(renderFigures(letters).projection ?? '') ?? []
    assert.match(element, / xmlns:xlink="http:\/\/www\.w3\.org\/1999\/xlink"/)
    assert.match(element, / xlink:href="data:image\/png;base64,/)
  })

  test('the point layer holds the ink of every token', () => {
    const { projection } = renderFigures(letters)
    const [, data] = /base64,([^"]+)"/.exec(projection ?? '') ?? []
    const image = decode(Buffer.from(data, 'base64'))
    assert.deepEqual([image.width, image.height], [1800, 860])
    let inked = 0
    // Two pixels a byte.
    for (const byte of image.data) inked += Number(byte >> 4 !== 0) + Number((byte & 15) !== 0)
    // 30,522 marks of up to 5 pixels, many of them over each other.
    assert.ok(inked > 60_000 && inked < 30_522 * 5, `${inked} pixels`)
  })

  test('themes differ in colour alone', () => {
    const [light, dark] = [renderFigures(letters), renderFigures(letters, { theme: 'dark' })]
    const bare = (svg: string) => svg.replace(/#[0-9a-f]{6}/g, '').replace(/base64,[^"]+/g, '')
    assert.notEqual(light.spectra, dark.spectra)
    assert.deepEqual(Object.keys(light), [...FIGURE_NAMES])
    for (const name of FIGURE_NAMES)
      assert.equal(bare(light[name] ?? ''), bare(dark[name] ?? ''), name)
  })
})

test('what the label of a set holds is as inert as a token', async () => {
  const label = '\u202eevil\u2066, <b>\u0007'
  const analysis = await analyze(await openModel(), {
    set: 'digits',
    label,
    controls: { draws: 9 },
  })
  for (const [name, svg] of Object.entries(renderFigures(analysis))) {
    assert.doesNotMatch(svg, /[\u0000-\u001f\u200e\u200f\u202a-\u202e\u2066-\u2069]|<b>/, name)
    if (name !== 'pair') assert.ok(svg.includes('\\u{202e}evil'), name)
  }
})

suite('the projection figure', async () => {
  const model = await openModel()
  const sets = ['letters', 'months', 'weekdays']
  for (const set of sets)
    test(`names all ten tokens of both ends, however they crowd: ${set}`, async () => {
      const analysis = await analyze(model, { set, controls: { draws: 9 } })
      const svg = renderFigures(analysis).projection ?? ''
      const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text)
      const { positive, negative } = analysis.poles
      for (const { token = '' } of [...positive.slice(0, 10), ...negative.slice(0, 10)])
        assert.ok(texts.includes(token.replace(/'/g, '&#39;')), token)
    })

  test('spans what it draws: members held out do not widen it by their places on the common vector', async () => {
    const analysis = await analyze(model)
    const [{ heldOut }] = analysis.membership
    const others = analysis.projection.on(1).slice()
    for (const { id } of analysis.set.members) others[id] = heldOut[0]
    const [low, high] = extent([...others, ...heldOut]) as [number, number]
    const svg = renderFigures(analysis).projection ?? ''
    const [, from, to] = /data-panel="projection".*data-y-domain="(\S+) (\S+)"/.exec(svg) ?? []
    assert.ok(Number(from) < low && Number(from) > low - 0.08 * (high - low), from)
    assert.ok(Number(to) > high && Number(to) < high + 0.08 * (high - low), to)
  })

  test('draws, lists and counts what is finite where some projections are not', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => [Math.sin(i), Math.cos(i * i), i % 7])
    // Its projection overflows.
    rows[20] = [3e38, 3e38, 3e38]
    const folder = writeTinyModel({ tokens: rows.map((_, i) => `t${i}`), rows })
    try {
      const analysis = await analyze(await openModel(folder), {
        set: 't1,t2,t3',
        controls: { draws: 9 },
      })
      const { projection } = analysis
      const values = projection.values.data.slice()
      values[25] = NaN
      const broken = {
        ...analysis,
        projection: new Projection({
          ...projection,
          values: { ...projection.values, data: values },
        }),
      }
      for (const [name, svg] of Object.entries(renderFigures(broken)))
        assert.doesNotMatch(svg, /="[^"]*(NaN|Infinity)/, name)
      assert.match(renderFigures(broken).projection ?? '', /not shown: 1 projection that/)
      assert.match(figureCsv('projection', broken), /\n25,t25,(NaN)?,/)
    } finally {
      remove(folder)
    }
  })
})

suite('the stability figure', async () => {
  test('of two members says in its middle and in words why it is empty', async () => {
    const pair = await analyze(await openModel(), { set: ['red', 'green'], controls: { draws: 9 } })
    const svg = renderFigure('stability', pair)
    assert.match(svg, /<desc>No angles: too few members to leave any out\.<\/desc>/)
    assert.match(svg, />too few members to leave any out<\/text>/)
    assert.doesNotMatch(svg, /data-legend|splits/)
  })
})

suite('the figure of two vectors', async () => {
  const model = await openModel()
  const run = (options: object): ReturnType<typeof analyze> =>
    analyze(model, { set: 'months', controls: { draws: 9 }, ...options })
  const columns = (csv: string): number[][] =>
    csv.trimEnd().split('\n').slice(1).map((line) => line.split(',').slice(2).map(Number)) // prettier-ignore

  test('draws each member on the vectors found without it, and says so', async () => {
    const analysis = await run({})
    const csv = figureCsv('vectors', analysis)
    assert.match(csv, /^id,token,v1_held_out,v2_held_out\n/)
    const [first, second] = analysis.membership
    assert.deepEqual(
      columns(csv),
      Array.from(first.heldOut, (x, i) => [x, second.heldOut[i]]),
    )
    assert.match(
      renderFigures(analysis).vectors ?? '',
      /each member on the vectors found without it/,
    )
  })

  test('draws them on the vectors fitted to them where that is asked for, or where there are no others', async () => {
    for (const options of [{ members: 'plain' }, { leading: 1 }, { vectors: [11] }]) {
      const analysis = await run(options)
      const csv = figureCsv('vectors', analysis)
      const k = analysis.vector === 11 ? 11 : 2
      assert.match(csv, new RegExp(`^id,token,v1_fitted,v${k}_fitted\n`))
      const { u, singularValues } = analysis.spectrum
      const fitted = columns(csv)
      fitted.forEach(([x, y], i) => {
        assert.equal(x, u.data[i * u.cols] * singularValues[0])
        assert.equal(y, u.data[i * u.cols + k - 1] * singularValues[k - 1])
      })
      assert.match(
        renderFigures(analysis).vectors ?? '',
        /members lie on vectors fitted to themselves/,
      )
    }
  })

  test('has no member twice: held out, it is no point of the vocabulary behind it', async () => {
    const analysis = await run({ vectors: [1, 2] })
    const { vocabulary, members } = vectorsOf(analysis)
    for (const { id } of members) assert.ok(Number.isNaN(vocabulary?.xs[id]))
    assert.equal(vocabulary?.xs[5], analysis.projection.on(1)[5])
    const svg = renderFigures(analysis).vectors ?? ''
    assert.doesNotMatch(svg.replace(/base64,[^"]+/, ''), /NaN/)
  })
})

suite('hostile tokens', async () => {
  const hostile = [
    '<script>alert(1)</script>',
    '"><img/onerror=x>',
    ']]>',
    '&lt;',
    '\u0007\u202etxt',
    '\ud800',
  ]
  const folder = writeTinyModel({
    tokens: ['[UNK]', ...hostile, 'x', 'y', 'z'],
    rows: Array.from({ length: 10 }, (_, i) => [i * i, 3 * i - 4]),
  })
  after(() => {
    remove(folder)
  })
  const analysis = await analyze(await openModel(folder), { set: hostile.slice(0, 4) })

  for (const [name, svg] of Object.entries(renderFigures(analysis)))
    test(`are plain text in the ${name} figure`, () => {
      assert.doesNotMatch(svg, /<script|<img|\]\]>/)
      assert.doesNotMatch(svg, /[\u0000-\u0008\u000b-\u001f\u202e\ufffe\uffff]/)
      assert.ok(svg.isWellFormed())
    })
})

test('rows without variation are drawn all the same', async () => {
  const folder = writeTinyModel({
    tokens: ['[UNK]', 'a', 'b', 'c', 'x', 'y', 'z'],
    rows: Array.from({ length: 7 }, (_, i) => [i, i, i]),
  })
  try {
    const figures = renderFigures(await analyze(await openModel(folder), { set: 'a,b,c' }))
    for (const svg of Object.values(figures)) assert.doesNotMatch(svg, /="[^"]*NaN|Infinity/)
  } finally {
    remove(folder)
  }
})
