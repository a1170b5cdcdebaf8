// The lecture notebook's cells in their order, through the library, figures included. Run it with `npm run example`;
// the figures go to tokenprism-out/lecture.
import { mkdir, writeFile } from 'node:fs/promises'
import {
  type ProjectedToken,
  Projection,
  type Subject,
  THEMES,
  centredSubmatrix,
  comparePair,
  correlationFigure,
  displayToken,
  drawControls,
  idsOf,
  matrixFrom,
  openModel,
  pairFigure,
  project,
  projectionFigure,
  resolveTokenSet,
  rowCorrelations,
  rowGroupsOf,
  rowOf,
  spectraFigure,
  svd,
} from 'tokenprism'

const folder = 'tokenprism-out/lecture'
await mkdir(folder, { recursive: true })
const theme = THEMES.light
const save = (name: string, svg: string) => writeFile(`${folder}/${name}.svg`, svg)

// Load the tokenizer and the embedding: of the latter only the header, until rows are asked for.
const model = await openModel()
const { info } = model
console.log(
  `${info.name}: ${info.tensor}, ${info.vocabSize} × ${info.dim} ${info.dtype}, ${model.bytesRead()} bytes read`,
)

// The figure in the beginning of the lecture: the embedding of 1 against that of 2, each minus its own mean.
const pair = await comparePair(model, '1', '2')
console.log(`1 against 2: r = ${pair.r.toFixed(3)}, cosine = ${pair.cosine.toFixed(3)}`)
await save('pair', pairFigure(pair, info.name, theme))

// The tokens of the lower-case letters, and as many random ones; a seed makes the draw repeatable.
const letters = resolveTokenSet(model, 'letters')
const control = await drawControls(model, letters, { draws: 1, seed: 1 })
console.log('letters:', ...idsOf(letters))
console.log('random: ', ...control.ids)

// Embedding submatrices, mean-centred: each by the mean of its own rows.
const own = await centredSubmatrix(model.embedding, rowGroupsOf(letters))
const random = await centredSubmatrix(model.embedding, control.ids)

// SVD of both, and the sizes. The notebook computes all of Vᵀ; the thin one has every vector that the letters determine.
const { u, singularValues, vt } = await svd(own.matrix)
const other = await svd(random.matrix)
console.log(
  `embeddings ${own.matrix.rows} × ${own.matrix.cols}, U ${u.rows} × ${u.cols}, s ${singularValues.length}, Vᵀ ${vt.rows} × ${vt.cols}`,
)

// Both top singular vectors, and the spectra side by side. The last value is zero, because centring took one direction.
const subject: Subject = {
  model: info.name,
  set: letters.label,
  n: own.matrix.rows,
  dim: own.matrix.cols,
  transform: { centre: 'set', normalise: 'none', remove: 0, whiten: false },
}
const first = rowOf(vt, 0)
const spectra = spectraFigure(
  {
    subject,
    k: 1,
    vectors: [
      { label: 'letters', values: first },
      { label: 'random tokens', values: rowOf(other.vt, 0) },
    ],
    series: [
      { label: 'letters', values: singularValues, zeroLast: true },
      { label: 'random tokens', values: other.singularValues, zeroLast: true, control: true },
    ],
    scaleLabel: 'singular value',
    log: false,
    controlNote: `one random draw, seed ${control.seed}`,
  },
  theme,
)
await save('spectra', spectra)
singularValues.forEach((value, i) => {
  console.log(
    `${String(i + 1).padStart(2)}  ${value.toFixed(4)}  ${other.singularValues[i].toFixed(4)}`,
  )
})

// Project all embeddings onto the letters' first singular vector, centred by the letters' mean.
const projection = new Projection({
  vectors: [1],
  values: await project(model.embedding, matrixFrom([first]), { mean: own.mean }),
  tokens: model.vocabulary.tokens,
  memberIds: idsOf(letters),
})
const named = (token: ProjectedToken) => ({ ...token, label: displayToken(token) })
const { positive, negative } = projection.poles(1)
const onFirst = projectionFigure(
  {
    subject,
    k: 1,
    values: projection.on(1),
    tokens: projection.tokens,
    members: letters.members.map(({ id, token }) =>
      named({ id, token, projection: projection.on(1)[id] }),
    ),
    positive: positive.map(named),
    negative: negative.map(named),
  },
  theme,
)
await save('projection', onFirst)

// The tokens of largest magnitude that are not letters; the sign tells at which end each lies.
for (const token of projection.largest(1))
  console.log(`${token.projection.toFixed(3)} for ${displayToken(token)} (${token.id})`)

// |R| of the letters' embeddings. Off the diagonal r is near −1/25 on average by centring alone.
const correlations = correlationFigure(
  {
    name: 'correlation',
    subject,
    matrix: rowCorrelations(own.matrix),
    labels: letters.members.map((member) => displayToken(member)),
    absolute: true,
    clustered: false,
  },
  theme,
)
await save('correlation', correlations)
console.log(`${model.bytesRead()} bytes read; pair, spectra, projection, correlation in ${folder}`)
