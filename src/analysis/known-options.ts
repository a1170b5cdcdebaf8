import { type OptionNames, requireKnown } from '../errors.js'
import type { AnalyzeOptions } from './options.js'

/** Every option of `analyze`. */
const OPTIONS: OptionNames<AnalyzeOptions> = {
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

const CONTROLS: OptionNames<NonNullable<AnalyzeOptions['controls']>> = {
  draws: true,
  seed: true,
  match: true,
  pool: true,
  excludeRows: true,
}

const TRANSFORM: OptionNames<NonNullable<AnalyzeOptions['transform']>> = {
  centre: true,
  normalise: true,
  remove: true,
  whiten: true,
}

/**
 * Refuses options that there are not.
 *
 * @throws {InvalidArgument} naming the option, and those there are
 */
export function requireKnownOptions(options: AnalyzeOptions): void {
  requireKnown('analyze', OPTIONS, options)
  requireKnown('controls', CONTROLS, options.controls ?? {})
  requireKnown('transform', TRANSFORM, options.transform ?? {})
}
