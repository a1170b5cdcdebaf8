import type { Analysis } from '../../analysis/analysis.js'
import { grouped } from '../../figure/numbers.js'
import { drawnHow } from '../../figure/notes.js'
import { worstInWords } from '../../analysis/findings/controls.js'
import { describeTransform } from '../../submatrix/transform.js'
import { setNotes } from '../../tokens/set-notes.js'
import { type Markup, NOTHING, markup, tokenMarkup } from '../markup.js'

/** At most this many tokens of the set are listed here; the table of members has all. */
const LISTED = 60

/** What was asked: of which model, about which tokens, against what. */
export function questionSection(analysis: Analysis): Markup {
  const { model, set, controls, projection, vector: k } = analysis
  const n = grouped(set.members.length)
  const vocabulary =
    projection.vectors.length > 0
      ? markup` Then all ${grouped(model.vocabSize)} tokens of the vocabulary were projected on singular vector ${k} of the set.`
      : NOTHING
  return markup`<section id="question" aria-labelledby="question-head">
<h2 id="question-head">What was asked</h2>
<p>Do the embeddings of the ${n} tokens of <b>${set.label}</b> vary in fewer or stronger directions than those of as many
random tokens? Their rows were taken out of the ${matrixName(analysis)} of <b>${model.name}</b> and decomposed into
singular values and vectors, and so was each of ${grouped(controls.draws)} random ${controls.draws === 1 ? 'set' : 'sets'}
of ${n} tokens.${vocabulary}</p>
<dl>
<dt>Tokens</dt><dd>${listed(analysis)}</dd>
${wordNotes(analysis)}<dt>Model</dt><dd>${model.source}</dd>
<dt>Matrix</dt><dd>${model.tensor} in ${model.file}, ${grouped(model.vocabSize)} × ${grouped(model.dim)}, ${model.dtype}</dd>
<dt>Rows</dt><dd>${describeTransform(analysis.transform)}</dd>
<dt>Random sets</dt><dd>${drawn(analysis)}</dd>
</dl>
</section>
`
}

function matrixName({ model }: Analysis): string {
  return model.matrix === 'output' && !model.tied ? 'unembedding' : 'token embedding'
}

function listed({ set: { members }, model }: Analysis): Markup {
  const { spelling } = model.tokenizer
  const shown = members.slice(0, LISTED).map((token) => markup`${tokenMarkup(token, spelling)} `)
  const more = members.length - shown.length
  return markup`${shown}${more > 0 ? `… and ${grouped(more)} more` : ''}`
}

/** What became of words that are no tokens as they were written. */
function wordNotes({ set, manifest, model }: Analysis): Markup {
  const notes = setNotes(set, manifest.options.split, model.tokenizer.spelling)
  return notes.length === 0
    ? NOTHING
    : markup`<dt>Notes</dt><dd>${notes.join('; ')}</dd>
`
}

function drawn({ controls }: Analysis): string {
  const { draws, balance } = controls
  return (
    `${grouped(draws)}, ${drawnHow(controls)}` +
    (balance.length > 0
      ? `; largest standardised difference to the set ${worstInWords(balance)}`
      : '')
  )
}
