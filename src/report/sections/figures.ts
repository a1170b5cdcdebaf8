import type { Analysis } from '../../analysis/analysis.js'
import { type DrawOptions, type FigureName, figuresOf, lackingOf } from '../../figure/registry.js'
import { renderFigure } from '../../figure/render.js'
import { CAPTIONS } from '../captions.js'
import { type Markup, NOTHING, markup } from '../markup.js'
import { PAGE_THEME } from '../page-theme.js'

/** What a reader of the report chose of how figures are drawn. */
type Chosen = Pick<DrawOptions, 'scale' | 'log' | 'classes' | 'order'>

/** Every figure of the analysis in reading order, drawn in the page's own colours, with its caption. */
export function figuresSection(analysis: Analysis, chosen: Chosen): Markup {
  const figures = figuresOf(analysis).map(({ name }, i) =>
    figureMarkup(name, i + 1, analysis, chosen),
  )
  const lacking = lackingOf(analysis).map(
    ({ figure, reason }) => markup`<p class="lacking">Not drawn: ${figure.shows}, as ${reason}.</p>
`,
  )
  return markup`<section id="figures" aria-labelledby="figures-head">
<h2 id="figures-head">What it looks like</h2>
${figures}${lacking}</section>
`
}

function figureMarkup(
  name: FigureName,
  number: number,
  analysis: Analysis,
  chosen: Chosen,
): Markup {
  const page = { theme: PAGE_THEME, points: false, compact: true }
  const { order, ...look } = chosen
  const svg = renderFigure(name, analysis, { ...look, ...(order && { order }), ...page })
  // A browser would show the title as a tip of its own; it stays as the label, which the focusable element takes over.
  const drawing: Markup = {
    markup: svg
      .replace(/<title>[^<]*<\/title>/, '')
      .replace('<svg ', `<svg id="drawing-${name}" `)
      .replace('<desc>', `<desc id="desc-${name}">`),
  }
  const keys = name === 'projection' ? PROJECTION_KEYS : STEP_KEYS
  return markup`<figure id="figure-${name}">
${name === 'projection' ? SEARCH : NOTHING}<div class="plot" tabindex="0" role="application" aria-labelledby="number-${name} drawing-${name}" aria-describedby="desc-${name} keys-${name}">${drawing}</div>
<figcaption><b id="number-${name}">Figure ${number}.</b> ${CAPTIONS[name](analysis, chosen.order)}
<span class="keys" id="keys-${name}">${keys}</span></figcaption>
</figure>
`
}

const STEP_KEYS = 'Point at a mark, or step through them with the arrow keys.'

const PROJECTION_KEYS =
  'Point at a token, or step through them: left and right by id, up and down by projection, Page Up and Page Down by a ' +
  'thousand ids, Home and End to the ends.'

const SEARCH: Markup = markup`<div class="search">
<label for="search">Find a token</label>
<input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="part of it, or id:1037" role="combobox" aria-expanded="false" aria-controls="matches" aria-autocomplete="list">
<span id="match-count" role="status"></span>
<ul id="matches" role="listbox" aria-label="Tokens" hidden></ul>
</div>
`
