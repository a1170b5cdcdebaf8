import type { Case, Line, PeerSource } from './case.js'

/**
 * Milliseconds before each turn, if nothing else is said. OpenBLAS's threads spin for some 100 ms (2²⁸ cycles) after a call in case another comes, and would take
 * their processor from whoever has the next turn.
 */
export const REST = 200

/** Milliseconds of uncounted runs at first, in which engines compile what runs hot; the peer has one. */
const WARM_UP = 500

/**
 * Times a case: ours and each rival take turns, A B A B …, after some uncounted runs, so that whatever else the machine
 * does strikes both; a line gives the median over turns.
 *
 * @param runs counted turns; at most `case.runs`, which also leaves the warming up out
 * @param pause milliseconds before each turn
 */
export async function measure(
  { bench, shape, threads, rivals, prepare, memory, ...limits }: Case,
  runs: number,
  peers: PeerSource,
  pause: number = REST,
): Promise<readonly Line[]> {
  const turns = Math.min(runs, limits.runs ?? Infinity)
  const peer = rivals.length > 0 ? await peers(threads) : undefined
  const work = await prepare()
  try {
    await peer?.load(work.inputs)
    const ours: number[] = []
    const theirs = rivals.map((): number[] => [])
    const errors: (number | undefined)[] = rivals.map(() => undefined)
    const warm = performance.now() + WARM_UP
    while (limits.runs === undefined && performance.now() < warm) await work.run()
    for (const { call, inputs } of rivals)
      if (limits.runs === undefined) await peer?.time(call, inputs)
    for (let turn = 0; turn < turns; turn++) {
      await rest(pause)
      const start = performance.now()
      const result = await work.run()
      const ms = performance.now() - start
      ours.push(ms)
      for (const [i, { call, inputs, error }] of rivals.entries()) {
        if (!peer) break
        await rest(pause)
        const peerMs = await peer.time(call, inputs)
        theirs[i].push(peerMs)
        if (error && turn === turns - 1) errors[i] = error(result, await peer.result())
      }
    }
    const peak = memory && {
      peak_mb: memory.measure(),
      peak_limit_mb: memory.limit,
      peak_of: memory.what,
    }
    const common = { shape, threads, ours_ms: median(ours) }
    if (!peer || rivals.length === 0) {
      const names = rivals.length > 0 ? rivals.map((rival) => rival.bench) : [bench]
      return names.map((name) => ({
        bench: name, ...common, peer: null, peer_ms: null, ratio: null, runs: turns, ...peak,
      })) // prettier-ignore
    }
    return rivals.map((rival, i) => ({
      bench: rival.bench,
      ...common,
      peer: rival.label,
      peer_ms: median(theirs[i]),
      ratio: common.ours_ms / median(theirs[i]),
      runs: turns,
      ...(errors[i] === undefined ? {} : { error: errors[i] }),
      ...(i === 0 ? peak : {}),
    }))
  } finally {
    await work.dispose?.()
  }
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** The middle value; the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}
