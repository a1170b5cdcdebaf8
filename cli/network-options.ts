import type { SourceOptions, Traffic } from '../src/index.js'
import { grouped } from '../src/figure/numbers.js'
import { bar } from './progress-bar.js'
import { statusLine } from './status-line.js'

/** Notices that have been given: several models of one run share a cache and a Hub. */
const told = new Set<string>()

/** What a command tells of the network while it opens and reads a model: progress, waits, and what one should know. */
export function networkOptions(signal: AbortSignal): SourceOptions {
  let start: number | undefined
  return {
    signal,
    hub: {
      onRetry: ({ where, reason, seconds }) => {
        statusLine.remark(`${where}: ${reason}; tries again in ${Math.ceil(seconds)} s`)
      },
    },
    onNotice: ({ text }) => {
      if (!told.has(text)) statusLine.remark(text)
      told.add(text)
    },
    onTransfer: ({ file, received, expected }) => {
      start ??= performance.now()
      const seconds = (performance.now() - start) / 1000
      const rate = seconds > 0.2 ? `, ${megabytes(received / seconds)}/s` : ''
      const counts = `${megabytes(received)} of ${megabytes(expected)}${rate}`
      statusLine.show('network', `${bar(received / expected)} ${counts}: ${file}`)
    },
  }
}

/** Bytes as megabytes, 3.1 MB for example. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 1)} MB`
}

/** How many requests there were, in words. */
export function requests({ requests: count }: Traffic): string {
  return `${grouped(count)} ${count === 1 ? 'request' : 'requests'}`
}
