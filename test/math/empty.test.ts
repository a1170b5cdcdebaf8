import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { InvalidArgument } from '../../src/errors.js'
import { ensembleSpectra } from '../../src/math/ensemble.js'
import { gramSpectrum } from '../../src/math/gram-spectrum.js'
import { transpose, zeros } from '../../src/math/matrix.js'
import { projectTop } from '../../src/math/project-top.js'
import { project } from '../../src/math/project.js'
import { singularValues, svd } from '../../src/math/svd.js'
import { tableOfMatrix } from '../../src/math/table.js'

const one = { rows: 1, cols: 5, data: Float64Array.of(1, 0, 0, 0, 0) }

suite('a table without rows in its blocks is an InvalidArgument', () => {
  const shape = [6, 5] as const
  const giving = (block: unknown) => ({ shape, blocks: (): unknown => [block] })
  for (const [name, wrong] of Object.entries({
    'no block': giving(undefined),
    'no rows': giving({ start: 0, rows: undefined }),
    'rows without data': giving({ start: 0, rows: { rows: 6, cols: 5 } }),
    'rows of plain numbers': giving({ start: 0, rows: { rows: 6, cols: 5, data: Array(30) } }),
    'rows from nowhere on': giving({ rows: zeros(6, 5) }),
    'no blocks at all': { shape, blocks: (): unknown => undefined },
    'encoded blocks without bytes': {
      ...giving(undefined),
      dtype: 'F32',
      encodedBlocks: (): unknown => [{ start: 0, count: 6 }],
    },
    'no encoded blocks': {
      ...giving(undefined),
      dtype: 'F32',
      encodedBlocks: (): unknown => undefined,
    },
  }))
    test(name, async () => {
      for (const call of [
        () => gramSpectrum(wrong as never),
        () => project(wrong as never, one),
        () => projectTop(wrong as never, one),
      ])
        await assert.rejects(call, InvalidArgument)
    })
})

suite('rows without columns, however many, are done with at once', () => {
  // Walking through so many would take days.
  const [rows, cols] = [1e14, 0]
  const empty = { rows, cols, data: new Float64Array(0) }
  for (const [name, call] of Object.entries({
    svd: () => svd(empty),
    'svd by the Gram matrix': () => svd(empty, { algorithm: 'gram' }),
    singularValues: () => singularValues(empty),
    transpose: () => transpose(empty),
    projectTop: () => projectTop(tableOfMatrix(empty), { ...empty, rows: 2 }),
    'ensembleSpectra, draws of no rows': () =>
      ensembleSpectra(zeros(6, 5), { count: rows, size: 0, indices: new Uint32Array(0) }),
  }))
    test(name, async () => {
      await call()
    })
})
