import { InvalidArgument, requireOneOf } from '../errors.js'
import { MEMBERS, type Members } from '../projection/membership.js'
import { type Transform, resolveTransform } from '../submatrix/transform.js'
import { MATCH_KEYS, type MatchKey } from '../tokens/match.js'
import { ROW_KINDS, type RowKind } from '../tokens/row-classes.js'
import { type TokenSetOptions, defaultSplitRule } from '../tokens/token-set.js'
import { requireKnownOptions } from './known-options.js'
import type { ResolvedOptions } from './manifest.js'

/** The set and the pair of the lecture notebook. */
const LECTURE = { set: 'letters', pair: ['1', '2'] } as const

/** Sets of at most so many words get 999 controls by default. */
const SMALL = 100

/** So many leading singular vectors are told of without being asked, */
export const LEADING = 8

/** and so many at most: their projections of a whole vocabulary are held at once. */
const MOST_LEADING = 64

/** What to analyse, and how. */
export interface AnalyzeOptions extends TokenSetOptions {
  /**
   * A preset's name, words with commas between, a `/pattern/` over the vocabulary, or an array of words. By default the
   * lecture's: `letters`, with the pair `['1', '2']` where the model has both.
   */
  readonly set?: string | readonly string[]
  /** Two words for the pair; by default the set's first two, and for the letters 1 and 2, if the model has both. */
  readonly pair?: readonly [string, string]
  /** Two words for the pair if each is one ordinary token; else it is the set's first two. Without effect beside `pair`. */
  readonly pairIfTokens?: readonly [string, string]
  /** What the set is compared with. */
  readonly controls?: {
    /**
     * How many random sets: 999 by default, 199 for a set of more than 100 tokens and 99 beyond 300, where each takes
     * long; 1 with `asNotebook`.
     */
    readonly draws?: number
    /** Of the random generator: a whole number from 0 to 2³² − 1; 1 by default. */
    readonly seed?: number
    /** In what each control is like the set, token by token; nothing by default. */
    readonly match?: readonly MatchKey[]
    /**
     * Draws from a sample of so many tokens, so that few rows are read. By default draws are from all; without a
     * projection, from 512, or twenty for each token of the set if that is more.
     */
    readonly pool?: number
    /**
     * Never draws rows of these kinds, or rows that are not finite (`scanRows`), which reads the whole table once more:
     * true for all kinds. False by default.
     */
    readonly excludeRows?: boolean | readonly RowKind[]
  }
  /** Singular vectors to project the vocabulary on, counted from 1, each once; the first of them is the one drawn. `[1]` by default. */
  readonly vectors?: readonly number[]
  /**
   * Of so many leading singular vectors it is told how well each separates members from the vocabulary, and what stands
   * at its ends: 8 by default, 64 at most, or as many as the set has.
   */
  readonly leading?: number
  /** False leaves out whatever needs the whole table: projections and poles. True by default. */
  readonly projection?: boolean
  /** Which projections of the members figures show: `held-out` (the default) or `plain`, fitted to themselves. */
  readonly members?: Members
  /** What is done to embeddings first; by default each submatrix is centred by its own mean, and nothing else. */
  readonly transform?: Partial<Transform>
  /** `full` completes U and Vᵀ to square matrices; `thin` by default. */
  readonly svd?: 'thin' | 'full'
  /**
   * Does what the lecture notebook does where that misleads: draws one control, with replacement, from all ids; takes
   * the first piece of a word that splits; shows members on the vector fitted to them; and lists the largest
   * projections by its substring rule. False by default.
   */
  readonly asNotebook?: boolean
  /** Called as the table goes by, with the rows done and those there are. */
  readonly onProgress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
}

/**
 * Fills in every default that does not depend on the set's size.
 *
 * @param dimensions of the embedding
 * @throws {InvalidArgument} for values that an option cannot have
 */
export function resolveOptions(
  options: AnalyzeOptions,
  dimensions: number,
): Omit<ResolvedOptions, 'controls' | 'pair' | 'pairIfTokens'> {
  requireTypes(options)
  const asNotebook = options.asNotebook ?? false
  return {
    set: options.set ?? LECTURE.set,
    ...(options.label === undefined ? {} : { label: options.label }),
    variant: options.variant ?? 'auto',
    split: options.split ?? (asNotebook ? 'first' : defaultSplitRule(options.set ?? LECTURE.set)),
    vectors: options.vectors ?? [1],
    leading: options.leading ?? LEADING,
    projection: options.projection ?? true,
    members: options.members ?? (asNotebook ? 'plain' : 'held-out'),
    transform: resolveTransform(options.transform ?? {}, dimensions),
    svd: options.svd ?? 'thin',
    asNotebook,
  }
}

/** What is said of the pair: without a set, the lecture's, if the model has it. */
export function resolvePair({
  set,
  pair,
  pairIfTokens = set === undefined || set === LECTURE.set ? LECTURE.pair : undefined,
}: AnalyzeOptions): Pick<ResolvedOptions, 'pair' | 'pairIfTokens'> {
  return pair ? { pair } : pairIfTokens ? { pairIfTokens } : {}
}

/**
 * Fills in the defaults of the controls.
 *
 * @param tokens how many the set has
 */
export function resolveControls(
  { controls = {}, projection = true, asNotebook = false }: AnalyzeOptions,
  tokens: number,
): ResolvedOptions['controls'] {
  if (asNotebook) requireNotebookDraw(controls)
  const pool = controls.pool ?? (projection || asNotebook ? undefined : Math.max(512, 20 * tokens))
  return {
    draws: controls.draws ?? (asNotebook ? 1 : tokens <= SMALL ? 999 : tokens <= 300 ? 199 : 99),
    seed: controls.seed ?? 1,
    match: controls.match ?? [],
    ...(pool === undefined ? {} : { pool }),
    ...excludedRows(controls.excludeRows),
  }
}

/** The notebook draws any ids: what would say which ones has no effect, and must not be told as if it had. */
function requireNotebookDraw({ match = [], pool, excludeRows }: ControlsAsked): void {
  const given = [
    ...(match.length > 0 ? ['match'] : []),
    ...(pool === undefined ? [] : ['pool']),
    ...(excludeRows === undefined || excludeRows === false ? [] : ['excludeRows']),
  ]
  if (given.length === 0) return
  throw new InvalidArgument({
    where: 'asNotebook',
    expected: 'controls drawn as the notebook draws them, from all ids alike',
    found: `${given.join(' and ')} beside it`,
    next: 'Leave one of the two out.',
  })
}

type ControlsAsked = NonNullable<AnalyzeOptions['controls']>

function excludedRows(
  kinds: boolean | readonly RowKind[] = false,
): Pick<ResolvedOptions['controls'], 'excludeRows'> {
  if (kinds === false) return {}
  if (kinds === true) return { excludeRows: ROW_KINDS }
  for (const kind of kinds) requireOneOf('excludeRows', ROW_KINDS, kind)
  return { excludeRows: ROW_KINDS.filter((kind) => kinds.includes(kind)) }
}

/** What the compiler would have refused, for those who call from plain JavaScript. */
function requireTypes(options: AnalyzeOptions): void {
  requireKnownOptions(options)
  const { set, vectors, leading = LEADING, svd, members } = options
  const words = (list: unknown): boolean =>
    Array.isArray(list) && list.every((word) => typeof word === 'string')
  const refuse = (where: string, expected: string, found: unknown): never => {
    throw new InvalidArgument({
      where,
      expected,
      found: JSON.stringify(found) ?? String(found),
      next: 'See the documentation of analyze.',
    })
  }
  if (set !== undefined && typeof set !== 'string' && !words(set))
    refuse('set', 'a name, a pattern, or an array of words', set)
  for (const name of ['pair', 'pairIfTokens'] as const) {
    const pair = options[name]
    if (pair !== undefined && !(words(pair) && pair.length === 2)) refuse(name, 'two words', pair)
  }
  if (vectors !== undefined && !Array.isArray(vectors))
    refuse('vectors', 'an array of whole numbers', vectors)
  if (!Number.isInteger(leading) || leading < 0 || leading > MOST_LEADING)
    refuse('leading', `a whole number of singular vectors from 0 to ${MOST_LEADING}`, leading)
  requireOneOf('svd', ['thin', 'full', undefined], svd)
  requireOneOf('members', [...MEMBERS, undefined], members)
  for (const flag of ['projection', 'asNotebook'] as const)
    requireOneOf(flag, [true, false, undefined], options[flag])
  for (const key of options.controls?.match ?? []) requireOneOf('match', MATCH_KEYS, key)
}
