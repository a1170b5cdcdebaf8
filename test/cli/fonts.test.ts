import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { remove, writeTinyModel } from '../model/tiny-model.js'
import { tokenprism } from './run.js'

suite('characters that no font has', () => {
  const tokens = ['[UNK]', '日本', '中国', 'हिन्दी', 'x', 'y', 'z', 'w']
  const model = writeTinyModel({
    tokens,
    rows: tokens.map((_, i) => [Math.sin(i), Math.cos(i * i)]),
  })
  after(() => {
    remove(model)
  })
  const run = (...args: string[]) =>
    tokenprism([
      'analyze',
      model,
      '--set',
      'id:1,id:2,id:3',
      '--pair',
      'x,y',
      '--controls',
      '9',
      ...args,
    ])

  test('are named once on stderr, by script, with what helps', async () => {
    for (const format of ['png', 'pdf', 'svg,png,pdf']) {
      const { code, stderr } = await run('--format', format)
      assert.equal(code, 0, stderr)
      assert.equal(stderr.match(/No font here has/g)?.length, 1)
      assert.match(
        stderr,
        /Han \([日本中国] [日本中国] [日本中国] [日本中国]\), Devanagari|Devanagari \(/,
      )
      assert.match(stderr, /--font FILE/)
    }
  })

  test('are nothing to speak of where nothing is drawn with fonts', async () => {
    const { code, stderr } = await run('--format', 'svg,json')
    assert.deepEqual([code, stderr], [0, ''])
  })
})
