// Peak memory of one projection of the 1 GB file of W3-bf16, opened as a model.
import { openModel, projectTop } from '../../src/index.js'
import { FILE_DIM, FILE_ROWS } from '../benches/w3-file.js'
import { writeBf16File } from '../harness/bf16-file.js'
import { directions } from '../harness/inputs.js'
import { tellPeak } from '../harness/peak-memory.js'

const file = await writeBf16File(FILE_ROWS, FILE_DIM)
try {
  const { embedding } = await openModel(file.path)
  await projectTop(embedding, directions(1, FILE_DIM, 7))
} finally {
  await file.remove()
}
tellPeak()
