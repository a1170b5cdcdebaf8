import { InvalidArgument } from '../errors.js'
import type { AnalyzeOptions } from './options.js'

type Names<T> = Readonly<Record<keyof T, true>>

/** Every option of `analyze`; the compiler sees to it that none is missing. */
const OPTIONS: Names<AnalyzeOptions> = {
  set: true,
  label: true,
  variant: true,
  split: true,
  pair: true,
  pairIfTokens: true,
  controls: true,
  vectors: true,
  leading: true,
  projection: true,
  members: true,
  transform: true,
  svd: true,
  asNotebook: true,
  onProgress: true,
  signal: true,
}

const CONTROLS: Names<NonNullable<AnalyzeOptions['controls']>> = {
  draws: true,
  seed: true,
  match: true,
  pool: true,
  excludeRows: true,
}

const TRANSFORM: Names<NonNullable<AnalyzeOptions['transform']>> = {
  centre: true,
  normalise: true,
  remove: true,
  whiten: true,
}

/**
 * Refuses options that there are not: `vector` for `vectors` would be without effect, and its answer that of another question.
 *
 * @throws {InvalidArgument} naming the option, and those there are
 */
export function requireKnownOptions(options: AnalyzeOptions): void {
  requireKnown('analyze', OPTIONS, options)
  requireKnown('controls', CONTROLS, options.controls ?? {})
  requireKnown('transform', TRANSFORM, options.transform ?? {})
}

function requireKnown(where: string, known: Readonly<Record<string, true>>, given: object): void {
  const stranger = Object.keys(given).find((name) => !Object.hasOwn(known, name))
  if (stranger === undefined) return
  throw new InvalidArgument({
    where,
    expected: `options of these names: ${Object.keys(known).join(', ')}`,
    found: stranger,
    next: 'Correct the name, or leave it out.',
  })
}
