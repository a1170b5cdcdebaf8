// Peak memory of the spectrum of W4's table, which is in memory whole.
import { gramSpectrum } from '../../src/math/gram-spectrum.js'
import { embeddingTable, tableOf } from '../harness/inputs.js'
import { tellPeak } from '../harness/peak-memory.js'

await gramSpectrum(tableOf(embeddingTable(30_522, 768, 4)))
tellPeak()
