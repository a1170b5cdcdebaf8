import { availableParallelism, cpus } from 'node:os'
import type { PeerInfo } from './peer.js'

/** What the numbers were taken on, in a few lines. */
export function machine(peer: PeerInfo | undefined): string {
  return [
    `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${process.platform} ${process.arch}`,
    `Node ${process.versions.node} (V8 ${process.versions.v8})`,
    peer ? `Python ${peer.python}, NumPy ${peer.numpy}, ${peer.blas}` : 'no peer',
  ].join('\n')
}
