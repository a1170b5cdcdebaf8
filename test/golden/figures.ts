// The figures whose every mark is compared with a committed SVG.
import { createHash } from 'node:crypto'
import {
  analyze,
  compare,
  comparisonFigures,
  openModel,
  renderFigure,
  renderFigures,
  vocabularyFigure,
  vocabularySpectrum,
} from '../../src/index.js'

/** File name → SVG, an element a line; raster layers are replaced by their digest. */
export async function goldenFigures(): Promise<Map<string, string>> {
  const model = await openModel()
  const letters = await analyze(model)
  const months = await analyze(model, { set: 'months', vectors: [2], controls: { seed: 3 } })
  const figures = new Map<string, string>()
  const add = (prefix: string, svgs: object): void => {
    for (const [name, svg] of Object.entries(svgs))
      figures.set(`${prefix}-${name}.svg`, readable(String(svg)))
  }
  add('letters', renderFigures(letters))
  add('months-dark-share', renderFigures(months, { theme: 'dark', scale: 'share' }))
  // What the options change.
  add('letters-classes', { projection: renderFigure('projection', letters, { classes: true }) })
  add('letters-max-log', {
    spectrum: renderFigure('spectrum', letters, { scale: 'max', log: true }),
  })
  add('letters-ordered', {
    correlation: renderFigure('correlation', letters, { order: 'clustered' }),
    'correlation-signed': renderFigure('correlation-signed', letters, { order: 'given' }),
  })
  add('vocabulary', { spectrum: vocabularyFigure(await vocabularySpectrum(model), { log: true }) })
  const few = { controls: { draws: 99 }, projection: false } as const
  const two = await compare([model], ['weekdays', 'months'], few)
  const four = await compare([model], ['letters', 'digits', 'weekdays', 'months'], few)
  add('weekdays-months', { angles: comparisonFigures(two).angles })
  add('four-sets-dark', comparisonFigures(four, { theme: 'dark' }))
  return figures
}

function readable(svg: string): string {
  return (
    svg
      .replace(/base64,([A-Za-z0-9+/=]+)/g, (_, data: string) => {
        const digest = createHash('sha256').update(data, 'base64').digest('hex')
        return `sha256,${digest}`
      })
      .replaceAll('><', '>\n<')
      // A cell of a heat map, a point of a long line, in a line of its own.
      .replace(/ (d|data-values)="([^"]{400,})"/g, (_, name: string, value: string) => {
        const parts =
          name === 'd'
            ? value.replace(/(?<=.)(?=M)|(?<=.)(?=L)/g, '\n')
            : value.replaceAll(' ', '\n')
        return ` ${name}="${parts}"`
      })
  )
}
