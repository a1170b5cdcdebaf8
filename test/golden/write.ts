// Writes the golden SVGs and the README's pictures anew: look at them, and at the diff, before committing.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type FigureName,
  type ThemeName,
  analyze,
  openModel,
  renderFigure,
} from '../../src/index.js'
import { renderPng } from '../../src/report/png.js'
import { goldenFigures } from './figures.js'

for (const [name, svg] of await goldenFigures()) writeFileSync(join(import.meta.dirname, name), svg)

const images = join(import.meta.dirname, '..', '..', 'docs', 'images')
const letters = await analyze(await openModel())
const picture = async (name: FigureName, theme: ThemeName, dpi: number): Promise<void> => {
  const png = await renderPng(renderFigure(name, letters, { theme }), { dpi })
  writeFileSync(join(images, `${name}-${theme}.png`), png)
}
for (const theme of ['light', 'dark'] as const)
  for (const [name, dpi] of [
    ['spectra', 144],
    // The cloud's own resolution: others would blur it, into a larger file.
    ['projection', 192],
  ] as const)
    await picture(name, theme, dpi)
// The gallery of docs/figure.md.
for (const name of [
  'spectrum',
  'scree',
  'poles',
  'vectors',
  'correlation-signed',
  'stability',
] as const)
  await picture(name, 'light', 84)
