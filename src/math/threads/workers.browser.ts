import type { Threads } from './threads.js'

/** What a page has of threads; declared here, as the types of a page are not loaded. */
interface PageWorker {
  postMessage(message: unknown): void
  terminate(): void
  onerror: (() => void) | null
}

const page = globalThis as unknown as {
  readonly crossOriginIsolated?: boolean
  readonly navigator?: { readonly hardwareConcurrency?: number }
  readonly Worker?: new (url: string) => PageWorker
}

/**
 * Threads of a page or of a worker in one. Without cross-origin isolation memory cannot be shared, and everything runs
 * where it is called.
 */
export const threads: Threads = {
  available: page.crossOriginIsolated ? (page.navigator?.hardwareConcurrency ?? 1) : 1,
  allowRelaxedSimd() {
    // Browsers have it or have it not.
  },
  start(program, onFailure) {
    if (!page.Worker || !page.crossOriginIsolated) return undefined
    const script = new Blob([`const port = self;\n${program}`], { type: 'text/javascript' })
    try {
      // The address lives as long as the page: a worker may fetch it late, and there are few of them.
      const worker = new page.Worker(URL.createObjectURL(script))
      worker.onerror = onFailure
      return {
        post: (message) => {
          worker.postMessage(message)
        },
        terminate: () => {
          worker.terminate()
        },
      }
    } catch {
      // A page whose policy forbids such workers goes without.
      return undefined
    }
  },
}
