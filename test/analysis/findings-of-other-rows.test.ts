import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { openModel } from '../../src/model/open-model.js'
import { textOf } from './text-of.js'

const model = await openModel()

suite('findings of averaged words', async () => {
  const words = ['guitarless', 'windowless', 'bridgeless', 'tigerless', 'winterless', 'mirrorless', 'kingless', 'zebrafish'] // prettier-ignore
  const { findings } = await analyze(model, {
    set: words,
    split: 'mean',
    controls: { draws: 39 },
  })

  test('tell of pieces that they have in common', () => {
    assert.match(textOf(findings, 'members'), /have pieces in common \(##less in 7 of 8\)/)
  })

  test('promise no AUC of 0.50', () => {
    assert.match(textOf(findings, 'members'), /mean of several tokens lies nearer the centre/)
    assert.doesNotMatch(textOf(findings, 'members'), /0\.50 on average/)
  })

  test('say to no end that members tend to', () => {
    assert.doesNotMatch(textOf(findings, 'members'), /members tend/)
  })
})

suite('findings of tokens that are not centred by their own mean', () => {
  for (const [centre, from] of [
    ['vocabulary', 'the vocabulary’s mean'],
    ['none', 'the origin'],
  ] as const)
    test(`say how far they lie from ${from}, and nothing of how they vary among themselves`, async () => {
      const controls = { draws: 199 }
      const own = await analyze(model, { set: 'weekdays', controls })
      const { findings } = await analyze(model, {
        set: 'weekdays',
        controls,
        transform: { centre },
      })
      // They lie far from there, and near each other.
      assert.match(textOf(own.findings, 'amount'), /vary less among themselves than random tokens/)
      assert.match(textOf(findings, 'amount'), new RegExp(`lie farther from ${from} than random`))
      assert.doesNotMatch(findings.map(({ text }) => text).join(), /among themselves/)
      assert.match(textOf(findings, 'controls'), new RegExp(`Variance is measured from ${from}`))
      assert.doesNotMatch(own.findings.map(({ text }) => text).join(), /Variance is measured/)
    })
})
