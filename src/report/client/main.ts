// The script of report.html: built into it by `npm run build`, and allowed by its hash alone.
import { readData } from './data.js'
import { heatSteps } from './heat-steps.js'
import { stepThrough } from './interaction.js'
import { markSteps } from './mark-steps.js'
import { startProjection } from './projection.js'
import { startSorting } from './sort.js'
import { startThemeToggle } from './theme.js'

startThemeToggle()
startSorting()
void readData().then((data) => {
  for (const plot of document.querySelectorAll<HTMLElement>('.plot')) {
    const svg = plot.querySelector('svg')
    const heat = svg?.querySelector<SVGRectElement>('[data-heat]')
    if (!svg || plot.closest('#figure-projection')) continue
    if (heat) stepThrough(plot, svg, heatSteps(heat, data))
    else stepThrough(plot, svg, markSteps(svg))
  }
  startProjection(data)
  document.documentElement.dataset.ready = 'true'
})
