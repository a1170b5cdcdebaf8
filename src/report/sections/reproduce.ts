import type { Analysis } from '../../analysis/analysis.js'
import { grouped } from '../../figure/numbers.js'
import { type Markup, NOTHING, markup } from '../markup.js'
import type { Display } from '../display.js'
import { codeFor, commandFor } from '../reproduce.js'

/** How to get the same again, and what it rests on. */
export function reproduceSection(analysis: Analysis, display: Display): Markup {
  const { manifest } = analysis
  const command = commandFor(analysis, display)
  const facts: readonly (readonly [string, string])[] = [
    ['Version', `tokenprism ${manifest.tokenprism}`],
    ['Source', manifest.source],
    ['Tensor', `${manifest.tensor} in ${manifest.file}`],
    ['Shape', `${manifest.shape.map(grouped).join(' × ')}, ${manifest.dtype}`],
    ['Random numbers', `${manifest.generator}, seed ${manifest.options.controls.seed}`],
    ['Spectra', manifest.algorithm],
    ['Spectra of the draws', manifest.ensembleAlgorithm],
    [
      'Bytes read',
      `${grouped(manifest.bytesRead)}; the model’s files have ${grouped(manifest.totalBytes)}`,
    ],
    ['Ids of the set', manifest.setIds.join(' ')],
    ['Ids of the first draw', manifest.controlIds.join(' ')],
  ]
  const rows = facts.map(
    ([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>
`,
  )
  return markup`<section id="reproduce" aria-labelledby="reproduce-head">
<h2 id="reproduce-head">Reproduce this</h2>
${
  command === undefined
    ? NOTHING
    : markup`<p>As a command:</p>
<pre tabindex="0" role="region" aria-label="Command"><code>${command}</code></pre>
`
}<p>As code:</p>
<pre tabindex="0" role="region" aria-label="Code"><code>${codeFor(analysis, display)}</code></pre>
<p>The file <code>analysis.json</code> beside this page has every number to the last digit.
<code>tokenprism replay analysis.json</code> runs it again and says what differs.</p>
<dl>
${rows}</dl>
</section>
`
}
