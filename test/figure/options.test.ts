import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import {
  InvalidArgument,
  THEMES,
  analyze,
  figureCsv,
  openModel,
  renderFigure,
  renderFigures,
  renderReport,
  vocabularyFigure,
  vocabularySpectrum,
} from '../../src/index.js'

suite('of figures', async () => {
  const model = await openModel()
  const letters = await analyze(model, { controls: { draws: 9 }, projection: false })

  test('an option, a theme or a scale that there is not is refused, naming those that there are', () => {
    const wrong = (options: object, message: RegExp): void => {
      for (const draw of [
        () => renderFigures(letters, options),
        () => renderFigure('spectra', letters, options),
        () => figureCsv('spectra', letters, options),
      ])
        assert.throws(
          draw,
          (error) => error instanceof InvalidArgument && message.test(error.message),
        )
    }
    for (const theme of ['drak', 'toString', 5, null])
      wrong({ theme }, /^theme: expected one of light, dark, found /)
    wrong({ theme: { ...THEMES.dark, ink: undefined, others: ['red'] } }, /without ink, 4 others/)
    for (const scale of ['log', 'toString', null])
      wrong({ scale }, /^scale: expected one of raw, max, share, found /)
    for (const name of ['log', 'points', 'classes', 'compact'])
      for (const value of ['false', 1, null])
        wrong({ [name]: value }, new RegExp(`^${name}: expected one of true, false, found `))
    wrong({ order: 'sorted' }, /^order: expected one of given, clustered, found "sorted"/)
    wrong({ Theme: 'dark' }, /expected options of these names: theme, .*, found Theme\. Correct/)
    for (const options of [null, 'dark', 5])
      wrong(options as unknown as object, /expected an object with options of these names: theme, /)
  })

  test('so are those of a report and of the figure of a vocabulary', async () => {
    await assert.rejects(
      renderReport(letters, { colours: 'dark' } as object),
      /^InvalidArgument: renderReport: expected options of these names: .*, found colours/,
    )
    const vocabulary = await vocabularySpectrum(model)
    for (const [options, message] of [
      [{ theme: 'drak' }, /^theme: expected one of light, dark, found "drak"/],
      [{ scale: 'log' }, /^scale: expected one of raw, max, share, found "log"/],
      [{ logarithmic: true }, /^vocabularyFigure: expected options .*, found logarithmic/],
    ] as const)
      assert.throws(
        () => vocabularyFigure(vocabulary, options as object),
        (error) => error instanceof InvalidArgument && message.test(error.message),
      )
  })
})
