import type { FigureFlags } from './figure-options.js'
import { fontsFor, reportMissing } from './fonts.js'
import type { OutputFolder } from './output-folder.js'
import { type RasterFormat, RasterThread } from './raster-thread.js'

/** Where files go. */
export type WriteFile = OutputFolder['write']

/** What figures are rendered as, and how. */
export interface RenderFlags extends Pick<FigureFlags, 'dpi' | 'font'> {
  readonly format: readonly string[]
}

/** Renders drawings as PNG and PDF, where these are asked for, and writes them. To be closed in any case. */
export class Renderer {
  readonly #write: WriteFile
  readonly #flags: RenderFlags
  readonly #formats: readonly RasterFormat[]
  readonly #files: Promise<void>[] = []
  #thread: RasterThread | undefined

  constructor(write: WriteFile, flags: RenderFlags) {
    this.#write = write
    this.#flags = flags
    this.#formats = (['png', 'pdf'] as const).filter((format) => flags.format.includes(format))
  }

  /** Starts its thread, if it will need one: while there is nothing to draw yet, so that the first drawing does not wait. */
  start(): RasterThread | undefined {
    const { dpi, font: fonts } = this.#flags
    if (this.#formats.length > 0)
      this.#thread ??= new RasterThread({ formats: this.#formats, dpi, fonts })
    return this.#thread
  }

  /** Begins with a drawing. Should it fail, `finished` tells. */
  add(name: string, svg: string): void {
    const thread = this.start()
    if (!thread) return
    const files = thread.render(svg).then(async (rendered) => {
      for (const [format, bytes] of Object.entries(rendered))
        await this.#write(`${name}.${format}`, bytes)
    })
    // Until `finished` is awaited nobody listens, and Node ends a process for that.
    files.catch(() => undefined)
    this.#files.push(files)
  }

  /** Says, on stderr, which characters of these drawings no font has. */
  async tellMissing(svgs: readonly string[]): Promise<void> {
    if (this.#formats.length > 0) await reportMissing(svgs, await fontsFor(this.#flags.font))
  }

  /** Waits until all files are there, or one cannot be. */
  async finished(): Promise<void> {
    await Promise.all(this.#files)
  }

  /** Waits until nothing is in work, however it ended, and lets the thread's memory go until there is another drawing. */
  async rest(): Promise<void> {
    await Promise.allSettled(this.#files)
    await this.close()
  }

  /** Ends the thread, whatever it has not rendered yet; what is being written is written first. */
  async close(): Promise<void> {
    const thread = this.#thread
    this.#thread = undefined
    await thread?.close()
    await Promise.allSettled(this.#files)
  }
}

/** Writes finished drawings, each with its file's name, in all formats of figures that were asked for. */
export async function writeDrawings(
  write: WriteFile,
  drawings: readonly (readonly [string, string])[],
  flags: RenderFlags,
): Promise<void> {
  const renderer = new Renderer(write, flags)
  try {
    for (const [name, svg] of drawings) renderer.add(name, svg)
    if (flags.format.includes('svg'))
      for (const [name, svg] of drawings) await write(`${name}.svg`, svg)
    await renderer.tellMissing(drawings.map(([, svg]) => svg))
    await renderer.finished()
  } finally {
    await renderer.close()
  }
}
