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

/**
 * Renders drawings as PNG and PDF, where these are asked for, and writes them. It starts its thread when it is made: made
 * before what is to be drawn is computed, it does not keep the first drawing waiting. To be closed in any case.
 */
export class Renderer {
  readonly #write: WriteFile
  readonly #flags: RenderFlags
  readonly #formats: readonly RasterFormat[]
  readonly #thread: RasterThread | undefined
  readonly #files: Promise<void>[] = []

  constructor(write: WriteFile, flags: RenderFlags) {
    this.#write = write
    this.#flags = flags
    this.#formats = (['png', 'pdf'] as const).filter((format) => flags.format.includes(format))
    if (this.#formats.length > 0)
      this.#thread = new RasterThread({ formats: this.#formats, dpi: flags.dpi, fonts: flags.font })
  }

  /** Begins with a drawing. Should it fail, `finished` tells. */
  add(name: string, svg: string): void {
    if (!this.#thread) return
    const files = this.#thread.render(svg).then(async (rendered) => {
      for (const [format, bytes] of Object.entries(rendered))
        await this.#write(`${name}.${format}`, bytes)
    })
    // Until `finished` is awaited nobody listens, and Node ends a process for that.
    files.catch(() => undefined)
    this.#files.push(files)
  }

  /** Says, on stderr, which characters of these drawings no font has. */
  async tellMissing(svgs: readonly string[]): Promise<void> {
    if (this.#thread) await reportMissing(svgs, await fontsFor(this.#flags.font))
  }

  /** Waits until all files are there, or one cannot be. */
  async finished(): Promise<void> {
    await Promise.all(this.#files)
  }

  /** Waits until nothing is in work, however it ended. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#files)
  }

  /** Ends the thread, whatever it has not rendered yet; what is being written is written first. */
  async close(): Promise<void> {
    await this.#thread?.close()
    await this.idle()
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
