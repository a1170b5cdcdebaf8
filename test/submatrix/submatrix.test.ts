import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { Numerical } from '../../src/errors.js'
import { openModel } from '../../src/model/open-model.js'
import { centredSubmatrix } from '../../src/submatrix/submatrix.js'
import { remove, writeTinyModel } from '../model/tiny-model.js'

const folder = writeTinyModel({
  tokens: ['[UNK]', 'a', 'b', 'c'],
  rows: [
    [9, 9],
    [1, 10],
    [3, 20],
    [NaN, 0],
  ],
})
after(() => {
  remove(folder)
})
const { embedding } = await openModel(folder)

suite('centredSubmatrix', () => {
  test('takes off the mean of these rows alone, and keeps it', async () => {
    const { matrix, mean } = await centredSubmatrix(embedding, [1, 2])
    assert.deepEqual([...mean], [2, 15])
    assert.deepEqual([...matrix.data], [-1, -5, 1, 5])
  })

  test('a group of ids is the mean of their rows, as one row', async () => {
    const { matrix, mean } = await centredSubmatrix(embedding, [0, [1, 2]])
    assert.deepEqual([...mean], [5.5, 12])
    assert.deepEqual([...matrix.data], [3.5, -3, -3.5, 3])
    assert.equal(matrix.rows, 2)
  })

  test('a row with NaN is an error', async () => {
    await assert.rejects(centredSubmatrix(embedding, [1, 3]), Numerical)
  })
})
