import { Worker } from 'node:worker_threads'

/** What an SVG can be rendered as. */
export type RasterFormat = 'png' | 'pdf'

/** How a thread renders all that it is given. */
export interface RasterOptions {
  readonly formats: readonly RasterFormat[]
  /** Pixels for an inch of PNGs. */
  readonly dpi: number
  /** Paths of further fonts. */
  readonly fonts: readonly string[]
}

/** What the thread is sent. */
export interface RasterRequest {
  readonly id: number
  readonly svg: string
}

/** What it sends back. */
export interface RasterReply {
  readonly id: number
  readonly files: Partial<Record<RasterFormat, Uint8Array>>
}

/**
 * A thread that renders drawings as PNG and PDF, one after the other, while this one goes on drawing. Its pixels, of which the
 * garbage collector of this thread would know too late, are collected there.
 */
export class RasterThread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #requests = 0
  /** Why nothing is rendered any more. */
  #ended: Error | undefined

  constructor(options: RasterOptions) {
    this.#worker = new Worker(new URL(import.meta.resolve('#raster-worker')), {
      workerData: options,
    })
    this.#worker.on('message', ({ id, files }: RasterReply) => {
      this.#waiting.get(id)?.resolve(files)
      this.#waiting.delete(id)
    })
    this.#worker.on('error', (error) => {
      this.#fail(error)
    })
    this.#worker.on('exit', () => {
      this.#fail(new Error('The thread that renders PNG and PDF stopped.'))
    })
  }

  /** One drawing in all formats. */
  render(svg: string): Promise<RasterReply['files']> {
    const id = this.#requests++
    return new Promise((resolve, reject) => {
      if (this.#ended) {
        reject(this.#ended)
        return
      }
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ id, svg } satisfies RasterRequest)
    })
  }

  /** Ends the thread, and with it whatever it has not rendered yet. */
  async close(): Promise<void> {
    await this.#worker.terminate()
  }

  #fail(error: Error): void {
    this.#ended ??= error
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}

/** Who waits for a drawing. */
interface Waiting {
  readonly resolve: (files: RasterReply['files']) => void
  readonly reject: (error: Error) => void
}
