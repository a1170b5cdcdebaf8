// The lecture notebook's cells in their order, through the library. Run it with `npm run example`.
import { mkdir, writeFile } from 'node:fs/promises'
import {
  analyze,
  centredSubmatrix,
  comparePair,
  displayToken,
  drawControls,
  idsOf,
  matrixFrom,
  openModel,
  project,
  renderFigures,
  resolveTokenSet,
  rowGroupsOf,
  rowCorrelations,
  rowOf,
  svd,
} from 'tokenprism'

// Load the tokenizer and the embedding: of the latter only the header, until rows are asked for.
const model = await openModel()
const { tensor, vocabSize, dim, dtype } = model.info
console.log(`${model.info.name}: ${tensor}, ${vocabSize} × ${dim} ${dtype}`)

// The figure in the beginning of the lecture: the embedding of 1 against that of 2, each minus its own mean.
const pair = await comparePair(model, '1', '2')
console.log(`1 against 2: r = ${pair.r.toFixed(3)}, cosine = ${pair.cosine.toFixed(3)}`)

// The tokens of the lower-case letters, and as many random ones; a seed makes the draw repeatable.
const letters = resolveTokenSet(model, 'letters')
const control = await drawControls(model, letters, { draws: 1, seed: 1 })
console.log('letters:', ...idsOf(letters))
console.log('random: ', ...control.ids)

// Embedding submatrices, mean-centred: each by the mean of its own rows.
const own = await centredSubmatrix(model.embedding, rowGroupsOf(letters))
const random = await centredSubmatrix(model.embedding, control.ids)

// SVD of both. The notebook computes all of Vᵀ; the thin one has every vector that the letters determine.
const { u, singularValues: s, vt } = await svd(own.matrix)
const { singularValues: sRandom, vt: vtRandom } = await svd(random.matrix)
console.log(
  `embeddings ${own.matrix.rows} × ${own.matrix.cols}, U ${u.rows} × ${u.cols}, s ${s.length}, Vᵀ ${vt.rows} × ${vt.cols}`,
)

// The top singular vectors of both over the embedding dimensions: where each reaches farthest.
for (const [name, vectors] of [
  ['letters', vt],
  ['random', vtRandom],
] as const) {
  const top = rowOf(vectors, 0)
  const peak = top.reduce((best, x, i) => (Math.abs(x) > Math.abs(top[best]) ? i : best), 0)
  console.log(`top vector of ${name}: ${top[peak].toFixed(3)} at dimension ${peak}`)
}

// The spectra side by side. The last value is zero, because centring took one direction away.
s.forEach((value, i) => {
  console.log(`${String(i + 1).padStart(2)}  ${value.toFixed(4)}  ${sRandom[i].toFixed(4)}`)
})

// Project all embeddings onto the letters' first singular vector, centred by the letters' mean.
const first = rowOf(vt, 0)
const projections = await project(model.embedding, matrixFrom([first]), { mean: own.mean })

// The tokens of largest magnitude that are not letters; the sign tells at which end each lies.
const members = new Set(idsOf(letters))
const order = Array.from(projections.data.keys())
  .filter((id) => !members.has(id))
  .sort((a, b) => Math.abs(projections.data[b]) - Math.abs(projections.data[a]))
for (const id of order.slice(0, 20))
  console.log(
    `${projections.data[id].toFixed(3)} for ${displayToken({ id, token: model.vocabulary.tokens[id] })}`,
  )

// |R| of the letters' embeddings. Off the diagonal r is near −1/25 on average by centring alone.
const r = rowCorrelations(own.matrix)
console.log(
  '|r| of a with a, b, c:',
  ...Array.from(r.data.subarray(0, 3), (x) => Math.abs(x).toFixed(3)),
)

// The notebook's figures, and those that judge them, from one analysis of the same letters and the same pair.
const figures = renderFigures(
  await analyze(model, { set: 'letters', pair: ['1', '2'], controls: { seed: 1 } }),
)
await mkdir('tokenprism-out/lecture', { recursive: true })
for (const [name, svg] of Object.entries(figures))
  await writeFile(`tokenprism-out/lecture/${name}.svg`, svg)
console.log('figures in tokenprism-out/lecture:', ...Object.keys(figures))
