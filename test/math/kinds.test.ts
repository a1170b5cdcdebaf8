import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { InvalidArgument, LimitExceeded } from '../../src/errors.js'
import { rowCorrelations } from '../../src/math/correlation.js'
import { ensembleSpectra } from '../../src/math/ensemble.js'
import { gramSpectrum } from '../../src/math/gram-spectrum.js'
import { Engine } from '../../src/math/kernels/engine.js'
import { averageLinkage } from '../../src/math/linkage.js'
import { matrixFrom, transpose, zeros } from '../../src/math/matrix.js'
import { principalAngles } from '../../src/math/principal-angles.js'
import { projectTop } from '../../src/math/project-top.js'
import { project } from '../../src/math/project.js'
import { singularValues, svd } from '../../src/math/svd.js'
import { tableOfMatrix } from '../../src/math/table.js'
import { builds } from './proof.js'

const a = zeros(6, 5)
const table = tableOfMatrix(a)
const one = { rows: 1, cols: 5, data: Float64Array.of(1, 0, 0, 0, 0) }
const draws = { count: 2, size: 2, indices: Uint32Array.of(0, 1, 2, 3) }

/** Calls with a matrix, a table or options that are no such thing. */
const misplaced: Readonly<Record<string, (wrong: never) => unknown>> = {
  'svd of it': (wrong) => svd(wrong),
  'svd with it': (wrong) => svd(a, wrong),
  'singularValues of it': (wrong) => singularValues(wrong),
  'singularValues with it': (wrong) => singularValues(a, wrong),
  'gramSpectrum of it': (wrong) => gramSpectrum(wrong),
  'gramSpectrum with it': (wrong) => gramSpectrum(table, wrong),
  'ensembleSpectra of it': (wrong) => ensembleSpectra(wrong, draws),
  'ensembleSpectra with it': (wrong) => ensembleSpectra(a, draws, wrong),
  'project of it': (wrong) => project(wrong, one),
  'project on it': (wrong) => project(table, wrong),
  'project with it': (wrong) => project(table, one, wrong),
  'projectTop of it': (wrong) => projectTop(wrong, one),
  'projectTop on it': (wrong) => projectTop(table, wrong),
  'projectTop with it': (wrong) => projectTop(table, one, wrong),
  'tableOfMatrix of it': (wrong) => tableOfMatrix(wrong),
  'transpose of it': (wrong) => transpose(wrong),
  'rowCorrelations of it': (wrong) => rowCorrelations(wrong),
  'averageLinkage of it': (wrong) => averageLinkage(wrong),
  'principalAngles of it': (wrong) => principalAngles(one, wrong),
}

suite('what is no matrix, no table and no options is an InvalidArgument', () => {
  for (const [name, call] of Object.entries(misplaced))
    test(`null, a number, numbers of another kind: ${name}`, async () => {
      const data = new BigInt64Array(30)
      const others = name.endsWith('with it') ? [] : [{}, { ...a, data }, { ...a, data: [1, 2] }]
      for (const wrong of [null, 5, 'a', ...others])
        await assert.rejects(async () => await call(wrong as never), InvalidArgument)
    })

  test('rows of a matrix that are texts, numbers or of another length: matrixFrom', () => {
    for (const [wrong, told] of [
      [['abc'], 'row 0: expected an array of numbers, found'],
      [[5], 'row 0: expected an array of numbers, found'],
      [[[1, 2], null], 'row 1: expected 2 numbers, as in row 0, found'],
      [[[1, 2], [3]], 'row 1: expected 2 numbers, as in row 0, found 1'],
    ] as const)
      assert.throws(
        () => matrixFrom(wrong as never),
        (error) => {
          assert.ok(error instanceof InvalidArgument)
          assert.ok(error.message.startsWith(told), error.message)
          return true
        },
      )
  })

  for (const [name, wrong] of Object.entries({
    signal: [null, {}, 1],
    onProgress: [null, 1],
    accept: [null, 'all'],
    centre: [null, 0, 'no'],
  }))
    test(`an option of another kind: ${name}`, async () => {
      for (const value of wrong) {
        const options = { [name]: value } as never
        await assert.rejects(gramSpectrum(table, options), InvalidArgument)
        await assert.rejects(ensembleSpectra(a, draws, options), InvalidArgument)
        await assert.rejects(projectTop(table, one, options), InvalidArgument)
      }
    })
})

suite('what has no room is a LimitExceeded', () => {
  for (const kernels of builds())
    test(`full vectors beyond 4 GB, ${kernels}, before anything is decomposed`, async () => {
      const column = zeros(30_000, 1)
      for (const options of [{ kernels }, { kernels, algorithm: 'gram' as const }])
        await assert.rejects(
          svd(column, { ...options, vectors: 'full' }),
          (error: LimitExceeded) => {
            assert.ok(error instanceof LimitExceeded)
            assert.match(error.message, /30000 × 30000 numbers, 7.2 GB. Ask for thin vectors/)
            return true
          },
        )
      assert.equal((await svd(column, { kernels })).vt.data.length, 1)
    })

  test('memory of kernels beyond 4 GB', () => {
    for (const kernels of builds()) {
      const { arena } = new Engine(kernels)
      assert.throws(() => arena.alloc(5e9), LimitExceeded)
      assert.equal(arena.f64(arena.alloc(80), 10).length, 10)
    }
  })

  test('as many projections as no machine has room for', async () => {
    const endless = { ...table, shape: [1e12, 5] as const }
    await assert.rejects(project(endless, one), LimitExceeded)
  })
})
