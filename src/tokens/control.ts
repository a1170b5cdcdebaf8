import { seededRandom } from '../math/random.js'
import { sampleWithReplacement, sampleWithoutReplacement } from '../math/sample.js'
import type { Model } from '../model/model.js'
import { ordinaryIds } from './classes.js'
import { idsOf } from './member.js'
import type { TokenSet } from './token-set.js'

/** How a control is drawn. */
export interface ControlOptions {
  /** A whole number from 0 to 2³² − 1; 1 by default. */
  readonly seed?: number
  /** Draws as the lecture notebook does: any id, with replacement. */
  readonly asNotebook?: boolean
}

/** A random token set of a set's size: what chance would show. */
export interface Control {
  readonly ids: Uint32Array
  /** Beside the ids; undefined for a row without a token. */
  readonly tokens: readonly (string | undefined)[]
  readonly seed: number
  /** The random generator's name. */
  readonly generator: string
  /** `without replacement` from eligible ids, or `with replacement` from all ids. */
  readonly sampling: 'without replacement' | 'with replacement'
  /** How many ids could have been drawn. */
  readonly eligible: number
}

/**
 * Draws as many tokens as the set has members. Eligible are ordinary tokens outside the set: never special,
 * unused, byte or padding rows.
 *
 * @throws {InvalidArgument} when too few are eligible, or the seed is none
 */
export function drawControl(
  model: Model,
  set: TokenSet,
  { seed = 1, asNotebook = false }: ControlOptions = {},
): Control {
  const random = seededRandom(seed)
  const { vocabulary } = model
  const members = new Set(idsOf(set))
  const pool = asNotebook ? undefined : ordinaryIds(vocabulary).filter((id) => !members.has(id))
  const n = set.members.length
  const ids = pool
    ? sampleWithoutReplacement(pool, n, random)
    : sampleWithReplacement(vocabulary.size, n, random)
  return {
    ids,
    tokens: Array.from(ids, (id) => vocabulary.tokens[id]),
    seed,
    generator: random.name,
    sampling: pool ? 'without replacement' : 'with replacement',
    eligible: pool?.length ?? vocabulary.size,
  }
}
