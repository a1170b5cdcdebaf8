// Checked by `npm run types`, never run: the types that a user of the library relies on.
import {
  type Analysis,
  type Matrix,
  type Poles,
  type TokenSet,
  analyze,
  openModel,
  renderFigures,
  svd,
} from 'tokenprism'
import { renderPng } from 'tokenprism/png'

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
function is<T extends true>(_holds?: T): void {
  // Nothing happens at run time.
}

export async function usage(): Promise<void> {
  const model = await openModel()
  const rows = await model.embedding.rows([1037, 1038])
  is<Equal<typeof rows, Matrix>>()

  const letters = await analyze(model, { set: 'letters', controls: { seed: 1 } })
  is<Equal<typeof letters, Analysis>>()
  is<Equal<typeof letters.set, TokenSet>>()
  is<Equal<typeof letters.spectrum.singularValues, Float64Array>>()
  const poles = letters.projection.poles(1)
  is<Equal<typeof poles, Poles>>()

  const { u, vt } = await svd(rows, { vectors: 'full' })
  is<Equal<typeof u.data, Float64Array>>()
  is<Equal<typeof vt.cols, number>>()

  const { spectra } = renderFigures(letters, { theme: 'dark', scale: 'share' })
  is<Equal<Awaited<ReturnType<typeof renderPng>>, Uint8Array>>()
  await renderPng(spectra, { dpi: 3 })

  // @ts-expect-error a set is a name or words
  await analyze(model, { set: 5 })
  // @ts-expect-error an option that does not exist
  await analyze(model, { sed: 1 })
  // @ts-expect-error a scale that does not exist
  renderFigures(letters, { scale: 'log' })
  // @ts-expect-error results are not changed in place
  letters.model.name = 'x'
}
