import type { Analysis } from '../analysis/analysis.js'
import { requireKnown } from '../errors.js'
import { DEFAULT_LOOK } from '../figure/default-look.js'
import { memberKey } from '../figure/member-key.js'
import { kindsOf, shownProjections } from '../figure/projections-of.js'
import { MOST_VECTOR_ROWS } from '../figure/heat-cells.js'
import { grouped } from '../figure/numbers.js'
import { displayToken } from '../tokens/display.js'
import { SCRIPT, STYLE } from './generated/assets.js'
import { gzipBase64 } from './gzip.js'
import { type Markup, markup } from './markup.js'
import { pagePolicy } from './page-policy.js'
import { packReportData, packTriangle } from './report-data.js'
import { figuresSection } from './sections/figures.js'
import { findingsSection } from './sections/findings.js'
import { questionSection } from './sections/question.js'
import { DISPLAY, type Display } from './display.js'
import { reproduceSection } from './sections/reproduce.js'
import { tablesSection } from './sections/tables.js'

/**
 * How a report looks: units of the spectra, `raw` by default, on a logarithmic axis or not; the vocabulary coloured by what
 * its tokens look like or not; the order of members on the heat maps. What concerns the files beside it is told in its last
 * section.
 */
export type ReportOptions = Display

/**
 * One analysis as one HTML file that needs nothing else: no network, no fonts, no other file. Its policy lets it run its
 * own script and ask for nothing. Without scripts everything but the cloud of tokens can still be read.
 *
 * @throws {InvalidArgument} when there is no such option, scale or order
 */
export async function renderReport(
  analysis: Analysis,
  options: ReportOptions = {},
): Promise<string> {
  requireKnown('renderReport', DISPLAY, options)
  const { scale = DEFAULT_LOOK.scale, log = false, classes = false, order } = options
  const { set, model, controls } = analysis
  const title = `${set.label} in ${model.name}`
  const n = set.members.length
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${await pagePolicy(SCRIPT, STYLE)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="tokenprism ${analysis.manifest.tokenprism}">
<title>${title} · tokenprism</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<a class="skip" href="#question">Skip to the text</a>
<div class="page">
<header>
<div>
<p class="kicker">tokenprism · spectrum of a token set</p>
<h1>${set.label} <small>in ${model.name}: ${grouped(n)} tokens against ${grouped(controls.draws)} random ${controls.draws === 1 ? 'set' : 'sets'} of ${grouped(n)}</small></h1>
</div>
<button id="theme" type="button" aria-pressed="false" hidden>Dark theme</button>
</header>
<nav aria-label="Contents"><ol>
<li><a href="#question">What was asked</a></li>
<li><a href="#findings">What was found</a></li>
<li><a href="#figures">What it looks like</a></li>
<li><a href="#tables">The numbers</a></li>
<li><a href="#reproduce">Reproduce this</a></li>
</ol></nav>
<main>
${questionSection(analysis)}${findingsSection(analysis)}${figuresSection(analysis, { scale, log, classes, order })}${tablesSection(analysis)}${reproduceSection(analysis, options)}</main>
<footer>Made by tokenprism ${analysis.manifest.tokenprism} from one analysis. This page asks for nothing and sends nothing.</footer>
</div>
${await dataMarkup(analysis, classes)}<script>${{ markup: SCRIPT }}</script>
</body>
</html>
`.markup
}

type Shown = Parameters<typeof displayToken>[0]

/** What the script draws and searches: base64 only, so that no token can end the element. */
async function dataMarkup(analysis: Analysis, classes: boolean): Promise<Markup> {
  const { model, projection, set, correlation } = analysis
  const shown = (token: Shown): string => displayToken(token, 60, model.tokenizer.spelling)
  const projected = projection.vectors.length > 0
  const packed = packReportData({
    tokens: projected ? projection.tokens.map((token, id) => shown({ id, token })) : [],
    values: projected ? Float32Array.from(shownProjections(analysis)) : new Float32Array(0),
    classes:
      projected && classes
        ? kindsOf(projection.tokens, model.tokenizer.spelling).of
        : new Uint8Array(0),
    members: set.members.map(shown),
    memberIds: set.members.map((member) => memberKey(member).ids),
    // Cells of larger sets are a few pixels at most: their values would outweigh all else for nothing.
    correlation:
      set.members.length > MOST_VECTOR_ROWS ? new Int16Array(0) : packTriangle(correlation),
  })
  return markup`<script id="data" type="application/octet-stream">${await gzipBase64(packed)}</script>
`
}
