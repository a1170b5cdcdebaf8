import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { neighbourCost, optimalLeafOrder } from '../../src/math/leaf-order.js'
import { type Merge, averageLinkage } from '../../src/math/linkage.js'
import { type Matrix, zeros } from '../../src/math/matrix.js'

interface Case {
  readonly name: string
  readonly n: number
  readonly distances: readonly number[]
  readonly heights: readonly number[]
  readonly sizes: readonly number[]
  readonly scipy_cost: number
  readonly least_cost: number
}

const { cases } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'oracle', 'leaf-order.json'), 'utf8'),
) as { cases: Case[] }

function square(n: number, condensed: readonly number[]): Matrix<Float64Array> {
  const out = zeros(n, n)
  let at = 0
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) out.data[i * n + j] = out.data[j * n + i] = condensed[at++]
  return out
}

/** All orders that flipping the merges of a tree gives. */
function flips(merges: readonly Merge[], n: number, cluster: number): number[][] {
  if (cluster < n) return [[cluster]]
  const { a, b } = merges[cluster - n]
  const [left, right] = [flips(merges, n, a), flips(merges, n, b)]
  return left.flatMap((x) =>
    right.flatMap((y) => [
      [...x, ...y],
      [...y, ...x],
    ]),
  )
}

// The script says why the least cost stands beside scipy's.
suite(
  'averageLinkage is scipy’s, and optimalLeafOrder never costs more (test/oracle/leaf-order.py)',
  () => {
    for (const { name, n, distances, heights, sizes, ...costs } of cases)
      test(name, () => {
        const d = square(n, distances)
        const merges = averageLinkage(d)
        merges.forEach(({ height, size }, m) => {
          assert.ok(Math.abs(height - heights[m]) < 1e-12, `height ${m}`)
          assert.equal(size, sizes[m])
        })
        const found = optimalLeafOrder(merges, d)
        assert.deepEqual(
          found.toSorted((a, b) => a - b),
          Array.from({ length: n }, (_, i) => i),
        )
        assert.ok(Math.abs(neighbourCost(found, d) - costs.least_cost) < 1e-9)
        assert.ok(neighbourCost(found, d) <= costs.scipy_cost + 1e-9)
      })
  },
)

suite('optimalLeafOrder', () => {
  test('no flip of the tree has nearer neighbours, by trying all of them', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const n = 9
      const d = square(
        n,
        Array.from({ length: (n * (n - 1)) / 2 }, (_, i) =>
          Math.abs(Math.sin(seed * 12.9898 * (i + 1))),
        ),
      )
      const merges = averageLinkage(d)
      const all = flips(merges, n, n + merges.length - 1)
      const least = Math.min(...all.map((order) => neighbourCost(order, d)))
      const found = optimalLeafOrder(merges, d)
      assert.ok(Math.abs(neighbourCost(found, d) - least) < 1e-12)
      assert.ok(all.some((order) => order.join() === found.join()))
    }
  })

  test('orders nothing, one item and equal distances without fuss', () => {
    assert.deepEqual(optimalLeafOrder([], zeros(0, 0)), [])
    assert.deepEqual(optimalLeafOrder([], zeros(1, 1)), [0])
    const equal = square(
      5,
      Array.from({ length: 10 }, () => 1),
    )
    assert.deepEqual(optimalLeafOrder(averageLinkage(equal), equal).toSorted(), [0, 1, 2, 3, 4])
  })
})
