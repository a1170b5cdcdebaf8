import { seededRandom } from '../math/random.js'
import type { Model } from '../model/model.js'
import { balanceOf, type Balance } from './balance.js'
import { ordinaryIds } from './classes.js'
import { drawAny, drawFromStrata, samplePool } from './draw.js'
import { type MatchKey, TokenTraits, stratifier } from './match.js'
import { idsOf, orderById } from './member.js'
import { rowNorms } from './row-norms.js'
import type { TokenSet } from './token-set.js'
import type { Whole } from '../math/whole.js'

/** How controls are drawn. */
export interface ControlOptions {
  /** How many; 999 by default. */
  readonly draws?: number
  /** A whole number from 0 to 2³² − 1; 1 by default. */
  readonly seed?: number
  /** In what each control is like the set, token by token; nothing by default. */
  readonly match?: readonly MatchKey[]
  /**
   * Draws from so many eligible tokens, sampled first, instead of from all: then few rows of a large table are read.
   * None by default.
   */
  readonly pool?: number | undefined
  /** Ids that are never drawn, whatever they are: what `scanRows` found, for one. */
  readonly except?: ReadonlySet<number> | undefined
  /** Draws as the lecture notebook does: any id, with replacement. False by default. */
  readonly asNotebook?: boolean
  readonly signal?: AbortSignal | undefined
}

/** Random token sets of a set's size: what chance would show. */
export interface Controls {
  readonly draws: Whole
  /** Ids a draw: as many as the set has, each piece of an averaged word counting. */
  readonly size: Whole
  /** draws × size: place i of a draw stands for place i of the set. No id twice in a draw, unless with replacement. */
  readonly ids: Uint32Array
  /** How many of these ids each member's row is averaged from; 1 for a token. */
  readonly pieces: readonly Whole[]
  readonly seed: Whole
  /** The random generator's name. */
  readonly generator: string
  /** `without replacement` from eligible ids, or `with replacement` from all ids. */
  readonly sampling: 'without replacement' | 'with replacement'
  /** How many ids outside the set could have been drawn; with replacement, how many of all. */
  readonly eligible: Whole
  /** Ids that could have been drawn but for their rows, which hold NaN or an infinity; as far as they were come across. */
  readonly notFinite: readonly Whole[]
  /** How many of these were sampled first to draw from; absent where draws are from all. */
  readonly pool?: Whole
  /**
   * In how many places of a draw the set's own tokens may stand, too, as fewer than 50 others are like the one that belongs there;
   * absent where in none.
   */
  readonly shared?: Whole
  readonly match: readonly MatchKey[]
  /** How like the set the controls are, matched or not. */
  readonly balance: readonly Balance[]
}

/**
 * Draws controls. Eligible are ordinary tokens outside the set: never special, unused, byte or padding rows. Matched
 * controls come from the strata of the set's own tokens (see `stratifier`). Where few are eligible, in all or in a stratum, the
 * set's own tokens, whatever they are, are drawn from with them (see `drawFromStrata`). A set written in another order has the same controls, their
 * places ordered as it is.
 *
 * @throws {InvalidArgument} when too few are eligible, in all or in a stratum, or for a seed or number that is none
 */
export async function drawControls(
  model: Model,
  set: TokenSet,
  options: ControlOptions = {},
): Promise<Controls> {
  const { draws = 999, seed = 1, match = [], pool, except, asNotebook = false, signal } = options
  const random = seededRandom(seed)
  const { vocabulary, embedding } = model
  // Drawn for the members by their ids, and put where these stand in the set.
  const order = orderById(set)
  const members = Uint32Array.from([...order].flatMap((i) => set.members[i].ids))
  const placed = (drawn: Uint32Array): Uint32Array => inSetOrder(drawn, set, order)
  const about = {
    draws,
    size: members.length,
    pieces: set.members.map((member) => member.ids.length),
    seed,
    generator: random.name,
    match,
  }
  const inSet = new Set(idsOf(set))
  const ordinary = ordinaryIds(vocabulary, { except })
  const eligible = ordinary.filter((id) => !inSet.has(id))
  // Whatever they are: draws of a small class are exchangeable with the set only if all of it can be drawn.
  const own = Uint32Array.from(inSet).sort()
  if (asNotebook) {
    const ids = drawAny(vocabulary.size, members.length, draws, random)
    const balance = balanceOf(members, eligible, ids, new TokenTraits(vocabulary, ordinary))
    return {
      ...about,
      ids: placed(ids),
      sampling: 'with replacement',
      eligible: vocabulary.size,
      notFinite: [],
      balance,
    }
  }
  let traits = new TokenTraits(vocabulary, ordinary)
  let candidates: Uint32Array = eligible
  let notFinite: Uint32Array = new Uint32Array()
  if (pool !== undefined) {
    // Norms need rows, and rows are what a pool saves: it is sampled by the other keys.
    const cheap = match.filter((key) => key !== 'norm')
    candidates = samplePool(eligible, members, stratifier(cheap, ordinary, traits), pool, random)
  }
  if (match.includes('norm')) {
    const norms = await rowNorms(embedding, [...members, ...candidates], { signal })
    traits = new TokenTraits(vocabulary, ordinary, norms)
    const finite = (id: number): boolean => Number.isFinite(norms.get(id))
    notFinite = candidates.filter((id) => !finite(id))
    candidates = candidates.filter(finite)
  }
  const among = match.includes('norm') ? Uint32Array.from([...candidates, ...own]) : candidates
  const stratumOf = stratifier(match, among, traits)
  const { ids, shared } = drawFromStrata(candidates, members, own, stratumOf, draws, random)
  const uniform = match.length === 0 && shared === 0
  // A pool is there to read few rows: they are not read for this alone.
  if (!match.includes('norm') && pool === undefined) {
    const some = [...members, ...runsOf(candidates), ...(uniform ? [] : runsOf(ids))]
    traits = new TokenTraits(vocabulary, ordinary, await rowNorms(embedding, some, { signal }))
  }
  return {
    ...about,
    ids: placed(ids),
    sampling: 'without replacement',
    eligible: eligible.length - notFinite.length,
    notFinite: [...notFinite],
    ...(pool === undefined ? {} : { pool: candidates.length }),
    ...(shared === 0 ? {} : { shared }),
    balance: balanceOf(members, candidates, ids, traits, uniform),
  }
}

/** Draws for members in another order, their places put in the set's own. */
function inSetOrder(drawn: Uint32Array, { members }: TokenSet, order: Uint32Array): Uint32Array {
  const starts = new Uint32Array(members.length)
  let size = 0
  for (const i of order) {
    starts[i] = size
    size += members[i].ids.length
  }
  const places = members.flatMap(({ ids }, i) => ids.map((_, piece) => starts[i] + piece))
  const out = new Uint32Array(drawn.length)
  for (let first = 0; first < drawn.length; first += size)
    for (let i = 0; i < size; i++) out[first + i] = drawn[first + places[i]]
  return out
}

/** Norms are told by so many runs of so many neighbours: few reads, as rows of neighbours lie together. */
const [RUNS, RUN] = [32, 16]

/** Runs of neighbours, evenly spread over some ids; all of few. */
function runsOf(ids: Uint32Array): Uint32Array {
  const step = Math.max(RUN, Math.floor(ids.length / RUNS))
  return ids.filter((_, i) => i % step < RUN)
}

/** The ids of one draw, counted from 0; a view. */
export function idsOfDraw({ ids, size }: Controls, draw: number): Uint32Array {
  return ids.subarray(draw * size, (draw + 1) * size)
}

/** The rows of one draw, as `groupRows` takes them: ids, or groups of ids that are averaged. */
export function rowGroupsOfDraw(controls: Controls, draw: number): readonly (readonly number[])[] {
  const ids = idsOfDraw(controls, draw)
  let at = 0
  return controls.pieces.map((count) => Array.from(ids.subarray(at, (at += count))))
}
