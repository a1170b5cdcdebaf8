import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import type { Case } from '../../bench/harness/case.js'
import { exponents } from '../../bench/harness/exponent.js'
import { measure, median } from '../../bench/harness/measure.js'
import { Peers } from '../../bench/harness/peers.js'
import { BENCHES } from '../../bench/benches/index.js'

/** Work that counts its runs. */
function counting(): { readonly runs: () => number; readonly each: Case } {
  let runs = 0
  const rival = { bench: 'W9', label: 'peer', call: 'thin_svd', inputs: ['a'] }
  const each: Case = {
    bench: 'W9',
    shape: '2x2',
    threads: 1,
    runs: 3,
    rivals: [rival, { ...rival, bench: 'W9-full' }],
    prepare: async () => ({
      inputs: { a: { shape: [2, 2], data: Float64Array.of(3, 0, 0, 4) } },
      run: async () => ++runs,
    }),
  }
  return { runs: () => runs, each }
}

suite('measure', () => {
  test('without a peer a line still tells our own time, its keys in their order', async () => {
    const { runs, each } = counting()
    const lines = await measure(each, 7, async () => undefined)
    assert.equal(runs(), 3)
    assert.deepEqual(
      lines.map(({ bench }) => bench),
      ['W9', 'W9-full'],
    )
    assert.deepEqual(Object.keys(lines[0]).slice(0, 7), [
      'bench', 'shape', 'threads', 'ours_ms', 'peer', 'peer_ms', 'ratio',
    ]) // prettier-ignore
    assert.equal(lines[0].peer_ms, null)
  })

  test('a Python that is not there is told and does without', async (t) => {
    const before = process.env.PYTHON
    process.env.PYTHON = 'no-such-python'
    const said: string[] = []
    t.mock.method(process.stderr, 'write', (text: string) => said.push(text))
    try {
      assert.equal(await new Peers('.').get(1), undefined)
    } finally {
      if (before === undefined) delete process.env.PYTHON
      else process.env.PYTHON = before
    }
    assert.match(said.join(''), /peer skipped .*no-such-python/)
  })
})

test('the median is the middle value, or the mean of two', () => {
  assert.equal(median([5, 1, 3]), 3)
  assert.equal(median([4, 1, 3, 9]), 3.5)
})

test('an exponent is the slope on logarithms, of the first or the second size', () => {
  const line = (bench: string, n: number, ms: number) => ({
    bench, shape: bench.endsWith('-d') ? `7x${n}` : `${n}x7`, threads: 1, ours_ms: ms, peer: 'p',
    peer_ms: n, ratio: 1, runs: 1,
  }) // prettier-ignore
  const sizes = [10, 20, 40, 80]
  const [n, d] = exponents([
    ...sizes.map((size) => line('svd-n', size, size ** 2)),
    ...sizes.map((size) => line('svd-d', size, 3 * size ** 1.5)),
  ])
  assert.ok(Math.abs(n.ours - 2) < 1e-12 && Math.abs((n.peer ?? 0) - 1) < 1e-12)
  assert.ok(Math.abs(d.ours - 1.5) < 1e-12)
  assert.deepEqual(d.sizes, sizes)
})

test('every bench of the table is there, on one and two threads', () => {
  for (const name of ['W1', 'W2', 'W3', "W3'", 'W4', 'W5a'])
    assert.deepEqual(
      BENCHES.filter(({ bench }) => bench === name).map(({ threads }) => threads),
      [1, 2],
    )
  assert.ok(BENCHES.some(({ bench, slow }) => bench === 'W5b' && slow))
})

test('what cannot be benched is told in a line', () => {
  const main = join(import.meta.dirname, '../../bench/main.ts')
  const node = ['--conditions=tokenprism-source', `--import=${import.meta.resolve('tsx')}`, main]
  for (const [args, said] of [
    [['--only', 'W9'], /^--only and --threads leave no bench of W1, W2, [^\n]*\n$/],
    [['--only', 'W1', '--runs', '0'], /^--runs takes a whole number from 1 on\n$/],
    [['--only', 'W1', '--rest', 'long'], /^--rest takes milliseconds, 0 or more\n$/],
  ] as const) {
    const { status, stderr } = spawnSync(process.execPath, [...node, ...args], { encoding: 'utf8' })
    assert.equal(status, 1)
    assert.match(stderr, said)
  }
})
