import type { Analysis } from '../analysis/analysis.js'
import { LEADING } from '../analysis/options.js'

type Flag = readonly [name: string, value?: string | number]

/**
 * The command line that runs an analysis again, for a POSIX shell; undefined where none can: a list of words that hold
 * commas or look like a pattern needs a file or the library.
 */
export function commandFor({ manifest, model }: Analysis): string | undefined {
  const { source, matrix, tensor, options } = manifest
  const { set, variant, split, pair, controls, vectors, projection, members, transform } = options
  const words = setArgument(set)
  if (words === undefined) return undefined
  const flags: readonly (Flag | false | undefined)[] = [
    ['set', words],
    matrix !== 'input' && ['matrix', matrix],
    tensor !== model.candidates[0] && ['tensor', tensor],
    model.tokenList !== undefined && ['token-list', model.tokenList],
    variant !== 'auto' && ['variant', variant],
    // With the notebook's ways, the first piece is what is taken without being asked.
    split !== (options.asNotebook ? 'first' : 'error') && ['split', split],
    pair && ['pair', pair.join(',')],
    !options.asNotebook && ['controls', controls.draws],
    ['seed', controls.seed],
    controls.match.length > 0 && ['match', controls.match.join(',')],
    controls.pool !== undefined && ['pool', controls.pool],
    controls.excludeRows !== undefined && ['exclude-rows', controls.excludeRows.join(',')],
    vectors[0] !== 1 && ['vector', vectors[0]],
    options.leading !== LEADING && ['leading', options.leading],
    !projection && ['no-projection'],
    members !== (options.asNotebook ? 'plain' : 'held-out') && ['members', members],
    transform.centre !== 'set' && ['centre', transform.centre],
    transform.normalise !== 'none' && ['normalise', transform.normalise],
    transform.remove > 0 && ['remove', transform.remove],
    transform.whiten && ['whiten'],
    options.svd === 'full' && ['full'],
    options.asNotebook && ['as-notebook'],
  ]
  const written = flags.flatMap((flag) => (flag ? [flagText(flag)] : []))
  return ['tokenprism analyze', shellWord(source), ...written].join(' ')
}

/** The same through the library, with every option as it was resolved. */
export function codeFor({ manifest, model }: Analysis): string {
  const { source, matrix, tensor, options } = manifest
  const open = {
    ...(matrix === 'input' ? {} : { matrix }),
    ...(tensor === model.candidates[0] ? {} : { tensor }),
    ...(model.tokenList === undefined ? {} : { tokens: model.tokenList }),
  }
  const how = Object.keys(open).length === 0 ? '' : `, ${JSON.stringify(open)}`
  const lines = Object.entries(options).map(
    ([name, value]) => `  ${name}: ${JSON.stringify(value)},`,
  )
  return [
    "import { analyze, openModel } from 'tokenprism'",
    '',
    `const model = await openModel(${JSON.stringify(source)}${how})`,
    'const analysis = await analyze(model, {',
    ...lines,
    '})',
  ].join('\n')
}

/** A set as `--set` takes it. */
function setArgument(set: string | readonly string[]): string | undefined {
  if (typeof set === 'string') return set
  const plain = set.length > 1 && set.every((word) => !word.includes(',') && word.trim() === word)
  return plain && !/^[@/]/.test(set[0]) ? set.filter((word) => word !== '').join(',') : undefined
}

function flagText([name, value]: Flag): string {
  return value === undefined ? `--${name}` : `--${name} ${shellWord(String(value))}`
}

/** One word of a POSIX shell, in quotes where it needs them. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
