import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { renderFigures } from '../../src/figure/render.js'
import { openModel } from '../../src/model/open-model.js'
import { renderReport } from '../../src/report/report.js'
import { tokenprism } from '../cli/run.js'
import { byteLevelTokenizer, remove, writeTinyModel } from '../model/tiny-model.js'
import { reportDataOf } from './report-data-of.js'

/** As GPT-2's vocabulary writes café, naïve, ` über`, 日本, a byte that is no character, and ` the`. */
const TOKENS = [
  'cafÃ©', 'naÃ¯ve', 'ĠÃ¼ber', 'æĹ¥æľ¬', 'Ã', 'Ġthe', 'x', 'ÃŁ', 'Ġy', 'z', 'Ł',
] // prettier-ignore

/** What only the spelling of bytes has. */
const BYTES = /Ã|Ġ|æĹ/

suite('tokens of a byte-level vocabulary are shown as the text that they stand for', async () => {
  const folder = writeTinyModel({
    tokens: TOKENS,
    rows: TOKENS.map((_, i) => [Math.sin(i), Math.cos(3 * i), (i * 7) % 5]),
    tokenizer: byteLevelTokenizer(TOKENS),
  })
  after(() => {
    remove(folder)
  })
  const set = 'id:0,id:1,id:2,id:3'
  const analysis = await analyze(await openModel(folder), { set, controls: { draws: 19 } })

  for (const [name, svg] of Object.entries(renderFigures(analysis)))
    test(`in the ${name} figure`, () => {
      assert.doesNotMatch(svg.replace(/href="[^"]*"/g, ''), BYTES)
      if (name === 'correlation-signed')
        for (const word of ['café', 'naïve', '␣über', '日本'])
          assert.ok(svg.includes(`>${word}<`), word)
    })

  test('in the report, what is searched and pointed at with it', async () => {
    const html = await renderReport(analysis)
    assert.doesNotMatch(html, BYTES)
    const { tokens, members } = reportDataOf(html)
    assert.deepEqual(members, ['café', 'naïve', '␣über', '日本'])
    assert.deepEqual(tokens.slice(4, 6), ['<0xC3>', '␣the'])
  })

  test('in the summary', async () => {
    const args = ['analyze', folder, '--set', set, '--controls', '19', '--format', 'json']
    const { stdout } = await tokenprism(args)
    assert.doesNotMatch(stdout, BYTES)
    assert.match(stdout, /set {7}café naïve ␣über 日本\n/)
  })

  test('in what it says of words that split', async () => {
    const args = ['analyze', folder, '--set', 'café,naïve,日本,xß', '--split', 'skip', '--controls', '19', '--format', 'json'] // prettier-ignore
    const { stdout } = await tokenprism(args)
    assert.match(stdout, /“xß” is x <0xC3> <0x9F>: left out/)
  })
})
