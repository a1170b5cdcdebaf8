// Writes the golden SVGs and the README's pictures anew: look at them, and at the diff, before committing.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { analyze, openModel, renderFigure } from '../../src/index.js'
import { renderPng } from '../../src/report/png.js'
import { goldenFigures } from './figures.js'

for (const [name, svg] of await goldenFigures()) writeFileSync(join(import.meta.dirname, name), svg)

const images = join(import.meta.dirname, '..', '..', 'docs', 'images')
const letters = await analyze(await openModel())
for (const theme of ['light', 'dark'] as const)
  for (const name of ['spectra', 'projection'] as const) {
    const png = await renderPng(renderFigure(name, letters, { theme }))
    writeFileSync(join(images, `${name}-${theme}.png`), png)
  }
