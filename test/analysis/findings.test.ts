import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { compare } from '../../src/analysis/compare.js'
import { findingsOf } from '../../src/analysis/findings.js'
import type { Analysis } from '../../src/analysis/analysis.js'
import type { Finding } from '../../src/analysis/findings/finding.js'
import { openModel } from '../../src/model/open-model.js'
import { textOf } from './text-of.js'

const model = await openModel()

/** The findings of an analysis with some of its numbers replaced. */
function findingsWith(analysis: Analysis, change: Partial<Analysis>): readonly Finding[] {
  return findingsOf({ label: 'x', notFinite: [], members: 'held-out', ...analysis, ...change })
}

suite('findings', async () => {
  const letters = await analyze(model, { controls: { draws: 199 } })

  test('of a test that does not reject say that nothing was shown, with where controls lie, and never that all is alike', () => {
    for (const [name, topic] of [
      ['totalVariance', 'amount'],
      ['participationRatio', 'dimensions'],
    ] as const) {
      const summaries = letters.summaries.map((summary) =>
        summary.name === name
          ? { ...summary, p: 0.051, adjusted: 0.051, value: 21.5, chance: { ...summary.chance, within: [12.5, 99.5] as const } }
          : summary,
      ) // prettier-ignore
      const findings = findingsWith(letters, { summaries })
      const text = textOf(findings, topic)
      assert.match(text, /was not shown: .* 21\.5, where 95 % of 199 controls lie between 12\.5 and 99\.5 \(p = 0\.051[;)]/) // prettier-ignore
      assert.equal(findings.find((f) => f.topic === topic)?.verdict, 'not shown')
    }
    for (const { text } of letters.findings) assert.doesNotMatch(text, /about as|no more|as random/)
  })

  test('go by p adjusted for all measures of shape, and show both', () => {
    const summaries = letters.summaries.map((summary) =>
      summary.name === 'participationRatio' ? { ...summary, p: 0.03, adjusted: 0.06 } : summary,
    )
    const found = findingsWith(letters, { summaries }).find(({ topic }) => topic === 'dimensions')
    assert.equal(found?.verdict, 'not shown')
    assert.match(found.text, /\(p = 0\.03; 0\.06 adjusted for all 8 measures of shape\)/)
  })

  test('of members tell each AUC with what it would be without separation, and to which end they tend beyond it', () => {
    const [own] = letters.membership
    for (const [signed, end] of [
      [0.23, /0\.23 \(AUC of the projection: the members tend to the negative end\)/],
      [0.77, /0\.77 \(AUC of the projection: the members tend to the positive end\)/],
      [0.502, /0\.50 \(AUC of the projection\)/],
    ] as const) {
      const membership = [{ ...own, separation: { signed, magnitude: 0.61 } }]
      const text = textOf(findingsWith(letters, { membership }), 'members')
      assert.match(text, end)
      assert.match(
        text,
        /0\.61 \(AUC of \|projection\|; .* 0\.50 on average; by chance that of the projection lies mostly within 0\.11 of it for 26 tokens, that of \|projection\| often farther off\. No test/,
      )
    }
  })

  test('with plain projections asked for, of these first, which show no separation', async () => {
    const plain = await analyze(model, { controls: { draws: 19 }, members: 'plain' })
    const [{ plainSeparation, ranks, plain: fitted, others }] = plain.membership
    const magnitude = plainSeparation.magnitude.toFixed(2)
    const text = textOf(plain.findings, 'members')
    assert.match(
      text,
      new RegExp(`fitted to it too, .* with probability ${magnitude} \\(AUC of \\|pro`),
    )
    assert.match(text, /on the vector found without it.* say nothing of separation\. No test/)
    const [held] = letters.membership
    assert.deepEqual([others, fitted], [held.others, held.plain])
    // The farther out, the lower its rank: by what was asked for.
    const byRank = fitted.toSorted((a, b) => Math.abs(b) - Math.abs(a))
    const farthest = ranks.indexOf(Math.min(...ranks))
    assert.equal(fitted[farthest], byRank[0])
    assert.notDeepEqual(ranks, held.ranks)
  })

  test('of members on a later vector tell no spread that is that of the first, and no end', async () => {
    const { findings, membership } = await analyze(model, { controls: { draws: 19 }, vectors: [7] })
    const own = membership.find(({ vector }) => vector === 7)
    assert.ok(own)
    const told = { ...own, separation: { signed: 0.9, magnitude: 0.6 } }
    const far = findingsWith({ ...letters, vector: 7 }, { membership: [told] })
    for (const text of [textOf(findings, 'members'), textOf(far, 'members')]) {
      assert.match(text, /On singular vector 7, .* the farther the later the vector/)
      assert.doesNotMatch(text, /0\.50 on average|members tend/)
    }
  })

  test('of controls that are matched compare with tokens like the set’s, and advise to match on more, not on something else', async () => {
    const { findings } = await analyze(model, {
      set: 'weekdays',
      controls: { draws: 199, match: ['length'] },
    })
    assert.match(textOf(findings, 'amount'), /than random tokens like them do/)
    assert.match(
      textOf(findings, 'balance'),
      /found, or was not, may be owed.* matched on length, /,
    )
  })

  test('of norms that were taken of some rows tell of how many', () => {
    const norm = letters.controls.balance.find(({ key }) => key === 'norm')
    assert.ok(norm?.rows !== undefined && norm.rows < letters.controls.eligible)
    assert.match(
      textOf(letters.findings, 'balance'),
      new RegExp(`norm \\(.*, estimated from ${norm.rows} rows\\)`),
    )
  })

  test('where controls lie agrees with the test: p ≤ 0.05 only outside', () => {
    for (const { value, chance, p, tail } of letters.summaries) {
      if (tail !== 'two-sided') continue
      const [least, most] = chance.within
      assert.ok(least < chance.lower && most > chance.upper)
      assert.equal(p <= 0.05, value < least || value > most)
    }
  })

  for (const draws of [19, 38, 39])
    test(`with ${draws} controls, ${draws < 39 ? 'no two-sided test is made: none could reject' : 'two-sided tests are made'}`, async () => {
      const { findings, summaries } = await analyze(model, {
        set: 'weekdays',
        controls: { draws },
      })
      const least = Math.min(
        ...summaries.filter(({ tail }) => tail === 'two-sided').map(({ p }) => p),
      )
      const amount = findings.find(({ topic }) => topic === 'amount')
      if (draws < 39) {
        assert.ok(least > 0.05)
        assert.equal(amount?.verdict, 'remark')
        assert.match(amount.text, /is not tested.*39 controls or more/)
        assert.ok(!findings.some(({ topic }) => topic === 'dimensions'))
      } else {
        assert.equal(amount?.verdict, 'beyond chance')
        assert.ok(findings.some(({ topic }) => topic === 'dimensions'))
      }
    })

  test('near-ties are told of the group of the vector shown, with what random halves share', () => {
    const { first, last, random, halves } = letters.stability.nearTies[0]
    assert.ok(last < 24, `${last}`)
    assert.equal(random, (last - first + 1) / 25)
    assert.match(
      textOf(letters.findings, 'stability'),
      new RegExp(`Singular values 1 to ${last} are, each against each, .* random halves share ${Math.round(100 * halves)} %`),
    ) // prettier-ignore
  })

  test('of controls tell each imbalance beyond 0.1, and no smaller one', () => {
    const [one] = letters.controls.balance
    for (const [difference, told] of [
      [0.09, false],
      [0.11, true],
      [-0.11, true],
    ] as const) {
      const controls = { ...letters.controls, balance: [{ ...one, difference }] }
      assert.equal(textOf(findingsWith(letters, { controls }), 'balance') !== '', told)
    }
  })

  test('of matched controls tell how well they are matched, balanced or not', () => {
    const [one] = letters.controls.balance
    for (const [difference, told] of [
      [0.034, /matched on rank: their largest standardised difference to x is 0\.034 \(rank\)/],
      [-0.5, /unlike x in rank .* Largest standardised difference: 0\.5 \(rank\)/],
      [NaN, /unlike x .* without measure/],
    ] as const) {
      const balance = [{ ...one, key: 'rank', difference }] as const
      const controls = { ...letters.controls, match: ['rank'] as const, balance }
      assert.match(textOf(findingsWith(letters, { controls }), 'balance'), told)
    }
  })

  test('do not advise to match on what is matched', () => {
    const [one] = letters.controls.balance
    const controls = { ...letters.controls, match: [one.key], balance: [{ ...one, difference: 1 }] }
    assert.match(textOf(findingsWith(letters, { controls }), 'balance'), /as closely as/)
  })
})

suite('findings of a comparison', () => {
  test('that share nothing beyond chance say that it was not shown, and of how many draws', async () => {
    const { findings, directions } = await compare([model], ['weekdays', 'letters'], {
      controls: { draws: 49 },
    })
    const text = textOf(findings, 'shape')
    assert.equal(directions[0].draws, 49)
    assert.match(text, /was not shown: .* 95 % of 49 pairs of random token sets have at most/)
    assert.doesNotMatch(text, /no more/)
  })

  test('that end within a group of near-ties say so', async () => {
    const cut = await compare([model], ['weekdays', 'months'], { controls: { draws: 39 } })
    assert.match(textOf(cut.findings, 'stability'), /group of near-ties of weekdays \(1 to 4 are/)
    const whole = await compare([model], ['weekdays', 'months'], { controls: { draws: 39 }, directions: 6 }) // prettier-ignore
    assert.doesNotMatch(textOf(whole.findings, 'stability'), /near-ties of weekdays/)
  })

  test('with too few controls for so many tests say so', async () => {
    const few = await compare([model], ['weekdays', 'letters'], { controls: { draws: 49 } })
    assert.match(textOf(few.findings, 'controls'), /With 49 controls each, .* ask for 359 or more/)
    const many = await compare([model], ['weekdays', 'digits'], { controls: { draws: 359 } })
    assert.doesNotMatch(textOf(many.findings, 'controls'), /ask for/)
  })
})
