import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { spectrumPlot } from '../../cli/spectrum-plot.js'
import { cells, wrap } from '../../cli/wrap.js'

suite('wrap', () => {
  test('leaves no sign of per cent alone on a line', () => {
    assert.equal(wrap('they keep 95 % of it', 13, 0), 'they keep\n95 % of it')
  })

  test('keeps names whole, but in windows too narrow for them, where it indents less, too', () => {
    const line = '  tensor    embeddings.word_embeddings.weight of model.safetensors'
    assert.ok(wrap(line, 40, 12).includes('embeddings.word_embeddings.weight'))
    const narrow = wrap(line, 20, 12).split('\n')
    assert.ok(
      narrow.every((part) => cells(part) <= 20),
      narrow.join('|'),
    )
    assert.equal(narrow.join('').replaceAll(' ', ''), line.replaceAll(' ', ''))
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
