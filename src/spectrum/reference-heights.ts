import type { References } from './references.js'
import type { Scale } from './scale.js'
import { totalVariance } from './total-variance.js'

/** The lines of theory, by what each of them is. */
export type ReferenceName =
  'marchenkoPastur' | 'tracyWidom' | 'gavishDonohoKnown' | 'gavishDonohoUnknown'

/** Where the lines of theory stand on an axis of singular values. */
export type ReferenceHeights = Readonly<Record<ReferenceName, number>>

/**
 * The references in the units in which a spectrum is shown.
 *
 * Raw, they are those of noise as strong as the controls. Of shares the amount is taken off on both sides: each is
 * the share that noise has there of its own variance. Gavish & Donoho's cut by the median is of the set's own variance
 * throughout, as its median is. A share above 1, of sets of two or three, is Infinity: no value reaches it.
 *
 * @param singularValues of the set, descending
 * @param chanceVariance mean Σσ² of the controls, which is that of the noise
 */
export function referenceHeights(
  { marchenkoPastur, tracyWidom, gavishDonoho }: References,
  scale: Scale,
  singularValues: Float64Array,
  chanceVariance: number,
): ReferenceHeights {
  const own = scale === 'share' ? totalVariance(singularValues) : singularValues[0]
  const on = (height: number, variance: number): number => {
    if (scale === 'raw') return height
    if (scale === 'max') return height / own
    const share = height ** 2 / variance
    return share > 1 ? Infinity : share
  }
  return {
    marchenkoPastur: on(marchenkoPastur, chanceVariance),
    tracyWidom: on(tracyWidom.threshold, chanceVariance),
    gavishDonohoKnown: on(gavishDonoho.knownNoise, chanceVariance),
    gavishDonohoUnknown: on(gavishDonoho.unknownNoise, own),
  }
}
