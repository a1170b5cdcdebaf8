// Peak memory of the spectrum of W4's table, which is in memory whole.
import { gramSpectrum, tableOfMatrix } from '../../src/index.js'
import { embeddingTable } from '../harness/inputs.js'
import { tellPeak } from '../harness/peak-memory.js'

await gramSpectrum(tableOfMatrix(embeddingTable(30_522, 768, 4, { resident: true })))
tellPeak()
