import type { Analysis } from '../analysis/analysis.js'
import { LEADING } from '../analysis/options.js'
import { commaList, labelOf } from '../tokens/set-spec.js'
import { type Display, chosen } from './display.js'
import { shellWord } from './shell-word.js'

type Flag = readonly [name: string, value?: string | number]

/**
 * The command line that runs an analysis again, for a POSIX shell; undefined where none can: words that hold commas or
 * look like a pattern need a file or the library, and U+0000 or half a surrogate pair stands in no command line.
 *
 * @param display how its files look and which there are; by default as the command writes them
 */
export function commandFor(
  { manifest, model }: Analysis,
  display: Display = {},
): string | undefined {
  const { theme, scale, log, classes, order, dpi, fonts = [], formats } = chosen(display)
  const { source, matrix, tensor, options } = manifest
  const { set, variant, split, pair, controls, vectors, projection, members, transform } = options
  const words = typeof set === 'string' ? set : commaList(set)
  if (words === undefined) return undefined
  const flags: readonly (Flag | false | undefined)[] = [
    ['set', words],
    options.label !== undefined && options.label !== labelOf(set) && ['label', options.label],
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
    vectors.join() !== '1' && ['vector', vectors.join()],
    options.leading !== LEADING && ['leading', options.leading],
    !projection && ['no-projection'],
    members !== (options.asNotebook ? 'plain' : 'held-out') && ['members', members],
    transform.centre !== 'set' && ['centre', transform.centre],
    transform.normalise !== 'none' && ['normalise', transform.normalise],
    transform.remove > 0 && ['remove', transform.remove],
    transform.whiten && ['whiten'],
    options.svd === 'full' && ['full'],
    options.asNotebook && ['as-notebook'],
    theme && ['theme', theme],
    scale && ['scale', scale],
    log && ['log'],
    classes && ['classes'],
    order && ['order', order],
    dpi !== undefined && ['dpi', dpi],
    ...fonts.map((path): Flag => ['font', path]),
    formats && ['format', formats.join(',')],
  ]
  const asked = flags.filter((flag) => flag !== false && flag !== undefined)
  const texts = [source, ...asked.map(([, value]) => String(value ?? ''))]
  if (texts.some((text) => text.includes('\0') || !text.isWellFormed())) return undefined
  return ['tokenprism analyze', shellWord(source), ...asked.map(flagText)].join(' ')
}

/** The same through the library, with every option as it was resolved, its figures and its report. */
export function codeFor({ manifest, model }: Analysis, asked: Display = {}): string {
  const display = chosen(asked)
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
  const { theme, scale, log, classes, order } = display
  const look = Object.entries({ theme, scale, log, classes, order }).filter(
    ([, value]) => value !== undefined,
  )
  const drawn = look.length === 0 ? '' : `, ${literal(Object.fromEntries(look))}`
  const shown = Object.keys(display).length === 0 ? '' : `, ${literal(display)}`
  return [
    "import { analyze, openModel, renderFigures, renderReport } from 'tokenprism'",
    '',
    `const model = await openModel(${JSON.stringify(source)}${how})`,
    'const analysis = await analyze(model, {',
    ...lines,
    '})',
    `const figures = renderFigures(analysis${drawn})`,
    `const report = await renderReport(analysis${shown})`,
  ].join('\n')
}

/** An object as code has it, in one line. */
function literal(value: object): string {
  const entries = Object.entries(value).map(([name, held]) => `${name}: ${JSON.stringify(held)}`)
  return `{ ${entries.join(', ')} }`
}

function flagText([name, value]: Flag): string {
  return value === undefined ? `--${name}` : `--${name} ${shellWord(String(value))}`
}
