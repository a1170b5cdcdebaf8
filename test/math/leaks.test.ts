import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { ensembleSpectra } from '../../src/math/ensemble.js'
import { seededRandom } from '../../src/math/random.js'
import { singularValues, svd } from '../../src/math/svd.js'
import { crewSize } from '../../src/math/threads/crew.js'
import { filled, uniform } from './matrices.js'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes of heap and of buffers that are still in use, WebAssembly's memory among them. */
async function inUse(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    collect()
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return heapUsed + Math.max(external, arrayBuffers)
}

const MB = 1e6

suite('memory and workers are where they were', () => {
  test('after 100,000 small decompositions', async () => {
    const random = seededRandom(1)
    const a = filled(4, 6, () => uniform(random))
    for (let i = 0; i < 2000; i++) await svd(a)
    const workers = crewSize()
    // V8 compiles anew when it sees fit, and keeps some megabytes for it, once; what leaks does so in every round.
    const grown: number[] = []
    do {
      const before = await inUse()
      for (let i = 0; i < 100_000; i++) await svd(a)
      grown.push((await inUse()) - before)
    } while (grown[grown.length - 1] >= 4 * MB && grown.length < 3)
    assert.ok(grown[grown.length - 1] < 4 * MB, `bytes kept in each round: ${grown.join(', ')}`)
    assert.equal(crewSize(), workers)
  })

  test('after 1,000 cancelled runs, and what runs next is right', async () => {
    const random = seededRandom(2)
    const a = filled(300, 360, () => uniform(random))
    const pool = filled(400, 200, () => uniform(random))
    const draws = {
      count: 2000,
      size: 20,
      indices: Uint32Array.from({ length: 40_000 }, () => random.below(400)),
    }
    const expected = await svd(a, { threads: 2 })
    let cancelled = 0
    const cancelledRun = async (i: number): Promise<void> => {
      const abort = new AbortController()
      const { signal } = abort
      const options = { signal, threads: 2 }
      const runs = [
        () => svd(a, options),
        () => ensembleSpectra(pool, draws, options),
        () => singularValues(a, options),
      ]
      const run = runs[i % runs.length]()
      // Some before they begin to wait for anything, most in the middle.
      if (i % 10 === 0) abort.abort()
      else setTimeout(() => { abort.abort() }, i % 7) // prettier-ignore
      await run.then(
        () => undefined,
        (error: unknown) => {
          assert.ok(error instanceof Error && error.name === 'AbortError', String(error))
          cancelled++
        },
      )
    }
    const batch = async (from: number): Promise<void> => {
      await Promise.all(Array.from({ length: 20 }, (_, i) => cancelledRun(from + i)))
    }
    await batch(0)
    const [before, workers] = [await inUse(), crewSize()]
    // A run may end before it is cancelled; there are a thousand all the same.
    cancelled = 0
    for (let i = 0; cancelled < 1000; i += 20) {
      assert.ok(i < 5000, `of ${i} runs only ${cancelled} were cancelled in time`)
      await batch(i)
    }
    assert.ok((await inUse()) - before < 16 * MB)
    assert.equal(crewSize(), workers)
    assert.deepEqual(await svd(a, { threads: 2 }), expected)
  })
})
