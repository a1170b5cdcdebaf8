import {
  type Analysis,
  type Display,
  lackingOf,
  npyFiles,
  renderReport,
  spectrumCsv,
  tableFiles,
} from '../src/index.js'
import { projectionsCsvPieces } from '../src/report/csv.js'
import { analysisJsonPieces } from '../src/report/json.js'
import { Stopwatch } from '../src/analysis/stopwatch.js'
import { collectMuchGarbage } from './heap.js'
import { writeFigures } from './figure-files.js'
import type { FigureFlags } from './figure-options.js'
import { DEFAULT_FORMATS, type Format } from './formats.js'
import type { OutputFolder } from './output-folder.js'
import { Renderer, type WriteFile } from './renderer.js'
import { wrap } from './wrap.js'

const FIGURE_FORMATS: readonly Format[] = ['svg', 'png', 'pdf', 'data']

/** What is written, and how the figures in it look. */
export interface FileFlags extends FigureFlags {
  readonly format: readonly Format[]
}

/** What may be there before the files are written. */
interface Prepared {
  /** Closed in the end. */
  readonly renderer?: Renderer
  readonly watch?: Stopwatch
}

/** Draws and writes all that was asked for. */
export async function writeAnalysis(
  { write }: OutputFolder,
  analysis: Analysis,
  flags: FileFlags,
  { renderer = new Renderer(write, flags), watch = new Stopwatch() }: Prepared = {},
): Promise<void> {
  try {
    await writeFiles(write, analysis, flags, { renderer, watch })
  } finally {
    await renderer.close()
  }
}

async function writeFiles(
  write: WriteFile,
  analysis: Analysis,
  flags: FileFlags,
  { renderer, watch }: Required<Prepared>,
): Promise<void> {
  const has = (format: Format): boolean => flags.format.includes(format)
  await watch.time('figures', () =>
    writeFigures(write, analysis, { flags, all: drawsAll(flags.format), renderer }),
  )
  if (has('html'))
    await watch.time('report', async () => {
      await write('report.html', await renderReport(analysis, displayOf(flags)))
    })
  collectMuchGarbage()
  await watch.time('json, csv and npy', async () => {
    if (has('json'))
      await write('analysis.json', analysisJsonPieces({ ...analysis, display: displayOf(flags) }))
    collectMuchGarbage()
    if (has('csv')) {
      await write('spectrum.csv', spectrumCsv(analysis))
      if (analysis.projection.vectors.length > 0)
        await write('projections.csv', projectionsCsvPieces(analysis))
      for (const [name, table] of tableFiles(analysis)) await write(name, table)
    }
    if (has('npy')) for (const [name, bytes] of npyFiles(analysis)) await write(name, bytes)
  })
  await watch.time('rest of png and pdf', () => renderer.finished())
}

/** Which of the figures that would have been written the analysis has not, in a line; empty where it has all. */
export function notDrawnLine(analysis: Analysis, { format }: FileFlags, width: number): string {
  if (!FIGURE_FORMATS.some((name) => (format as readonly string[]).includes(name))) return ''
  const lacking = lackingOf(analysis).filter(
    ({ figure }) => figure.main(analysis) || drawsAll(format),
  )
  if (lacking.length === 0) return ''
  const told = lacking.map(({ figure, reason }) => `${figure.name}, as ${reason}`)
  return `${wrap(`  not drawn ${told.join('; ')}`, width, 12)}\n`
}

/** Whether every figure is written, and not the main ones alone: to whoever names formats, even those of the default. */
function drawsAll(format: readonly Format[]): boolean {
  return format !== DEFAULT_FORMATS
}

/** How a folder is made, for the report and analysis.json to tell. */
export function displayOf(flags: FileFlags): Display {
  const { theme, scale, log, classes, order, dpi, font, format } = flags
  return {
    theme,
    scale,
    ...(log && { log }),
    ...(classes && { classes }),
    ...(order && { order }),
    dpi,
    ...(font.length > 0 && { fonts: font }),
    ...(drawsAll(format) && { formats: format }),
  }
}
