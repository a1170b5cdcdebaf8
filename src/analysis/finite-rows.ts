import { Numerical } from '../errors.js'
import { type Matrix, rowOf } from '../math/matrix.js'
import type { Model } from '../model/model.js'
import type { Vocabulary } from '../model/vocabulary.js'
import { type ControlOptions, type Controls, drawControls } from '../tokens/control.js'
import { displayToken } from '../tokens/display.js'
import type { RowGroup } from '../tokens/member.js'
import { rowNorms } from '../tokens/row-norms.js'
import type { TokenSet } from '../tokens/token-set.js'
import type { Stopwatch } from './stopwatch.js'

/**
 * Refuses a set's rows with NaN or an infinity, by the name of the token: its members were chosen, and none is left out unasked.
 *
 * @param rows one a group
 * @throws {Numerical} for the first such row
 */
export function requireFiniteRows(
  rows: Matrix,
  groups: readonly RowGroup[],
  { tokens, spelling }: Vocabulary,
): void {
  groups.forEach((group, i) => {
    const row = rowOf(rows, i)
    const at = row.findIndex((value) => !Number.isFinite(value))
    if (at < 0) return
    const ids = typeof group === 'number' ? [group] : group
    const names = ids.map(
      (id) => `${displayToken({ id, token: tokens[id] }, 24, spelling)} (${id})`,
    )
    throw new Numerical({
      where: `the embedding of ${names.join(' + ')}`,
      expected: 'finite numbers only',
      found: `${row[at]} in dimension ${at}`,
      next: 'Leave it out of the set.',
    })
  })
}

/** Controls, and what was computed of them. */
export interface FiniteControls<T> {
  readonly controls: Controls
  readonly result: T
}

/**
 * Draws controls and computes something of their rows. Where that fails by rows with NaN or an infinity, these are no
 * longer eligible and all is drawn again, until none is drawn: no table is searched for such rows, as few have any.
 *
 * @param compute throws `Numerical` for such rows
 */
export async function finiteControls<T>(
  model: Model,
  set: TokenSet,
  options: ControlOptions,
  compute: (controls: Controls) => Promise<T>,
  watch: Stopwatch,
): Promise<FiniteControls<T>> {
  const found: number[] = []
  for (;;) {
    const except = new Set([...(options.except ?? []), ...found])
    const controls = await watch.time('draws', () =>
      drawControls(model, set, { ...options, except }),
    )
    try {
      const result = await compute(controls)
      const notFinite = [...controls.notFinite, ...found].sort((a, b) => a - b)
      return { controls: { ...controls, notFinite }, result }
    } catch (error) {
      if (!(error instanceof Numerical)) throw error
      const ids = [...new Set(controls.ids)]
      const norms = await rowNorms(model.embedding, ids, { signal: options.signal })
      const wrong = ids.filter((id) => !Number.isFinite(norms.get(id)))
      // As the notebook draws, any row may come up, and such a draw has no spectrum.
      if (wrong.length === 0 || options.asNotebook) throw error
      found.push(...wrong)
    }
  }
}
