import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { centreColumns } from '../../src/math/centre.js'
import { type Matrix, dot, matrixFrom, rowOf } from '../../src/math/matrix.js'
import { svd } from '../../src/math/svd.js'
import { membership } from '../../src/projection/membership.js'
import { memberCoordinates } from '../../src/spectrum/coordinates.js'
import { heldOutSpectra } from '../../src/spectrum/held-out.js'
import { nearTies } from '../../src/spectrum/near-ties.js'
import { spectrumStability } from '../../src/spectrum/stability.js'
import { gaussian, gaussianMatrix } from '../math/gaussian.js'
import { largestDifference } from '../oracle/oracle.js'

/** A spread of 5, 3 and 2 along three axes of 40, and noise of 0.1. */
function threeDirections(n: number, seed: number): Matrix<Float64Array> {
  const next = gaussian(seed)
  const rows = gaussianMatrix(n, 40, () => 0.1 * next())
  for (let i = 0; i < n; i++)
    [5, 3, 2].forEach((spread, k) => (rows.data[i * 40 + k] += spread * next()))
  return centreColumns(rows).matrix
}

const rows = threeDirections(12, 1)
const spectrum = await svd(rows)
const coordinates = memberCoordinates(spectrum)
const heldOut = await heldOutSpectra(coordinates, true)

suite('heldOutSpectra', () => {
  test('gives what leaving the row out of the matrix itself gives, within 1e-10', async () => {
    for (const { left, vectors, mean } of heldOut) {
      const kept = Array.from({ length: 12 }, (_, i) => i).filter((i) => !left.includes(i))
      const { matrix, mean: ownMean } = centreColumns(matrixFrom(kept.map((i) => rowOf(rows, i))))
      const { vt } = await svd(matrix)
      for (let k = 0; k < 3; k++) {
        // The vector in the coordinates of the set's own vectors, brought back to 40 dimensions.
        const back = new Float64Array(40)
        rowOf(vectors, k).forEach((x, j) => {
          rowOf(spectrum.vt, j).forEach((y, d) => (back[d] += x * y))
        })
        const direct = rowOf(vt, k)
        const sign = Math.sign(dot(back, direct))
        assert.ok(
          largestDifference(
            back,
            direct.map((x) => sign * x),
          ) < 1e-10,
        )
        const row = rowOf(rows, left[0])
        const projection = dot(row, back) - dot(ownMean, back)
        const own = rowOf(coordinates, left[0]).map((x, j) => x - mean[j])
        assert.ok(Math.abs(dot(own, rowOf(vectors, k)) - projection) < 1e-10)
      }
    }
  })

  test('leaves each of up to 64 members out alone, and all members of more once', async () => {
    assert.deepEqual(
      heldOut.map(({ left }) => left),
      Array.from({ length: 12 }, (_, i) => [i]),
    )
    const many = memberCoordinates(await svd(threeDirections(100, 2)))
    const groups = await heldOutSpectra(many, true)
    assert.equal(groups.length, 16)
    assert.deepEqual(
      groups.flatMap(({ left }) => left).sort((a, b) => a - b),
      Array.from({ length: 100 }, (_, i) => i),
    )
  })
})

suite('membership', () => {
  test('of noise, members reach far out only on the vector that is fitted to them', async () => {
    const noise = centreColumns(gaussianMatrix(20, 300, gaussian(4))).matrix
    const fitted = await svd(noise)
    const own = memberCoordinates(fitted)
    const others = gaussianMatrix(1, 5000, gaussian(5)).data
    const {
      separation,
      plainSeparation,
      plain,
      heldOut: held,
    } = membership(1, own, await heldOutSpectra(own, true), others)
    const energy = (x: Float64Array): number => dot(x, x) / x.length
    // Fitted, the first direction holds σ₁²/n ≈ (√300 + √19)²/20; unseen, a direction of noise holds 1.
    assert.ok(energy(plain) > 15 && energy(held) < 3, `${energy(plain)}, ${energy(held)}`)
    assert.ok(plainSeparation.magnitude > 0.8)
    assert.ok(Math.abs(separation.magnitude - 0.5) < 0.15, `${separation.magnitude}`)
  })

  test('of a direction that is there, they do so unseen', () => {
    const others = gaussianMatrix(1, 5000, gaussian(6)).data
    const { separation, ranks, heldOut: held } = membership(1, coordinates, heldOut, others)
    assert.ok(separation.magnitude > 0.8)
    held.forEach((x, i) => {
      const farther = others.filter((y) => Math.abs(y) > Math.abs(x)).length
      assert.equal(ranks[i], 1 + farther)
    })
  })

  test('of the last vector there is nothing to say: without a member it is not there', () => {
    const {
      heldOut: held,
      separation,
      ranks,
    } = membership(11, coordinates, heldOut, new Float64Array([1]))
    assert.ok(held.every(Number.isNaN) && Number.isNaN(separation.signed))
    assert.ok(ranks.every((rank) => rank === 0))
  })
})

suite('spectrumStability', async () => {
  const options = { centre: true, seed: 1, rank: 11 }
  const stability = await spectrumStability(spectrum.singularValues, coordinates, heldOut, options)

  test('directions that are there turn little, those of noise a lot', () => {
    const [first, , , fourth] = stability.vectors
    assert.ok(first.heldOut.median < 6 && first.halves.median < 25, JSON.stringify(first))
    assert.ok(fourth.halves.median > 45, JSON.stringify(fourth))
    assert.equal(stability.heldOut, 12)
    assert.equal(stability.splits, 50)
  })

  test('vectors that half of the members cannot have are no numbers', () => {
    assert.ok(Number.isFinite(stability.vectors[4].halves.median))
    assert.ok(Number.isNaN(stability.vectors[5].halves.median))
    assert.ok(Number.isNaN(stability.vectors[10].heldOut.median))
  })

  test('the same seed gives the same splits', async () => {
    assert.deepEqual(
      await spectrumStability(spectrum.singularValues, coordinates, heldOut, options),
      stability,
    )
  })

  test('halves have no member in common: members at right angles share nothing between them', async () => {
    // Each member has an axis of its own; the first two are the strong ones.
    const axes = matrixFrom([
      [10, 0, 0, 0],
      [0, 10, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ])
    const values = Float64Array.of(10, 10, 1, 1)
    const { nearTies: ties } = await spectrumStability(
      values,
      axes,
      await heldOutSpectra(axes, false),
      { centre: false, seed: 1, rank: 4 },
    )
    assert.deepEqual([ties[0].first, ties[0].last], [1, 2])
    assert.ok(ties[0].halves < 1e-12, `${ties[0].halves}`)
  })

  test('a pair of equal directions is unstable one by one, and stable as a plane', async () => {
    const angles = Array.from({ length: 12 }, (_, i) => (2 * Math.PI * i) / 12)
    const next = gaussian(8)
    const circle = matrixFrom(
      angles.map((t) => [
        5 * Math.cos(t),
        5 * Math.sin(t),
        ...Array.from({ length: 20 }, () => 0.2 * next()),
      ]),
    )
    const found = await svd(centreColumns(circle).matrix)
    const own = memberCoordinates(found)
    const { vectors, nearTies: ties } = await spectrumStability(
      found.singularValues,
      own,
      await heldOutSpectra(own, true),
      options,
    )
    assert.deepEqual([ties[0].first, ties[0].last], [1, 2])
    assert.ok(vectors[0].halves.median > 10)
    assert.ok(ties[0].heldOut > 0.99 && ties[0].halves > 0.97, JSON.stringify(ties[0]))
  })
})

suite('nearTies', () => {
  // √(2/8) = ½.
  const spectrum = (...lambda: number[]) => Float64Array.from(lambda, Math.sqrt)

  test('groups values closer than λ·√(2/n)', () => {
    const values = spectrum(100, 60, 20, 19, 1)
    assert.deepEqual(nearTies(values, 8, 5), [
      { first: 1, last: 2 },
      { first: 3, last: 4 },
    ])
    assert.deepEqual(nearTies(values, 8, 3), [{ first: 1, last: 2 }])
    assert.deepEqual(nearTies(values, 200, 5), [{ first: 3, last: 4 }])
  })

  test('cuts chains: of a group, each is close to each', () => {
    // Every neighbour is close; 100 and 26 are not.
    const chain = [100, 70, 49, 36, 26]
    assert.deepEqual(nearTies(spectrum(...chain), 8, 5), [
      { first: 1, last: 2 },
      { first: 3, last: 5 },
    ])
    const next = gaussian(12)
    const random = spectrum(...Array.from({ length: 30 }, () => next() ** 2).sort((a, b) => b - a))
    const found = nearTies(random, 31, 30)
    assert.ok(found.length > 1)
    for (const { first, last } of found)
      for (let i = first; i < last; i++)
        for (let j = i + 1; j <= last; j++) {
          const [larger, smaller] = [random[i - 1] ** 2, random[j - 1] ** 2]
          assert.ok(larger - smaller < larger * Math.sqrt(2 / 31))
        }
  })
})
