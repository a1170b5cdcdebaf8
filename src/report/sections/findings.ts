import type { Analysis } from '../../analysis/analysis.js'
import { type Markup, markup } from '../markup.js'

const CLASSES = { 'beyond chance': 'beyond', 'not shown': 'within', remark: 'remark' } as const

/** What was found, in the sentences that the analysis made from its numbers. */
export function findingsSection({ findings }: Analysis): Markup {
  const items = findings.map(
    ({ verdict, text }) =>
      markup`<li class="${CLASSES[verdict]}"><span class="verdict">${verdict}</span>${text}</li>
`,
  )
  return markup`<section id="findings" aria-labelledby="findings-head">
<h2 id="findings-head">What was found</h2>
<ul class="findings">
${items}</ul>
</section>
`
}
