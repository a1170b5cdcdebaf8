import type { PeerArray, PeerClient } from './peer.js'

/** The same work done by a peer, and so one line of the table. */
export interface Rival {
  /** The line's name: that of the bench, or with a letter or `-suffix` behind it for a variant. */
  readonly bench: string
  /** What the peer does, in a few words. */
  readonly label: string
  /** Name of the function in `peers/numpy_peer.py`. */
  readonly call: string
  /** Names of the inputs that it takes. */
  readonly inputs: readonly string[]
  /** How far our result lies from the peer's, in units that the bench's file tells. */
  readonly error?: (ours: unknown, result: Float64Array) => number
}

/** What is timed. */
export interface Work {
  /** By the names that rivals use. */
  readonly inputs: Readonly<Record<string, PeerArray>>
  /** One run. */
  readonly run: () => Promise<unknown>
  /** Removes what was made for it. */
  dispose?(): Promise<void>
}

/** Work of one shape on so many threads, against any number of rivals. */
export interface Case {
  /** As it stands in the table, `26x768`. */
  readonly shape: string
  readonly threads: number
  /** At most so many runs, and no warming up, where a run takes long. */
  readonly runs?: number
  /** True if it is run only when it is named or slow ones are wanted. */
  readonly slow?: true
  /** A line for each; without any, our time stands alone under `bench`. */
  readonly rivals: readonly Rival[]
  /** The line's name where there are no rivals. */
  readonly bench: string
  readonly prepare: () => Promise<Work>
  /** Peak memory, in MB, measured in a process of its own, and what it should stay below. */
  readonly memory?: { measure(): number; readonly limit: number; readonly what: string }
}

/** A line of the table; with `--json` a line of output. The first seven keys are what other tools read. */
export interface Line {
  readonly bench: string
  readonly shape: string
  readonly threads: number
  readonly ours_ms: number
  readonly peer: string | null
  readonly peer_ms: number | null
  readonly ratio: number | null
  readonly runs: number
  /** Largest difference between both results, relative to the largest value. */
  readonly error?: number
  readonly peak_mb?: number
  readonly peak_limit_mb?: number
  readonly peak_of?: string
}

/** Gives the peer for a number of threads, or undefined where there is none. */
export type PeerSource = (threads: number) => Promise<PeerClient | undefined>
