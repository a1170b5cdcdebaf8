import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { spectrumPlot } from '../../cli/spectrum-plot.js'
import { cells, wrap } from '../../cli/wrap.js'

suite('wrap', () => {
  test('leaves no sign of per cent alone on a line', () => {
    assert.equal(wrap('they keep 95 % of it', 13, 0), 'they keep\n95 % of it')
  })
})

suite('spectrumPlot', () => {
  test('keeps to its width, its last index too', () => {
    for (const count of [1, 2, 9, 16, 17, 40, 384, 30_522])
      for (const line of spectrumPlot(
        Float64Array.from({ length: count }, (_, i) => 1 / (i + 1)),
        40,
      ))
        assert.ok(cells(line) <= 40, `${count}: ${line}`)
  })
})
