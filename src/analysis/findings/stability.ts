import type { NearTie, Stability, VectorStability } from '../../spectrum/stability.js'
import type { Finding } from './finding.js'
import { percent, short } from './wording.js'

/** How far a singular vector depends on who is in the set, and which others it cannot be told from. */
export function stabilityFindings(
  label: string,
  { vectors, nearTies }: Stability,
  vector: number,
): Finding[] {
  const own = vectors.find((v) => v.vector === vector)
  const tie = nearTies.find(({ first, last }) => first <= vector && vector <= last)
  return [
    ...(own && !Number.isNaN(own.heldOut.median) ? [turning(label, own)] : []),
    ...(tie ? [tied(tie)] : []),
  ]
}

function turning(label: string, { vector, heldOut, halves }: VectorStability): Finding {
  return {
    topic: 'stability',
    verdict: 'remark',
    text:
      `Singular vector ${vector} of ${label} turns by ${short(heldOut.median)}° when tokens are left out (median; at most ${short(heldOut.largest)}°)` +
      (Number.isNaN(halves.median)
        ? '.'
        : `, and two random halves of the set differ by ${short(halves.median)}° (median); 90° would be nothing in common.`),
  }
}

function tied({ first, last, heldOut, halves }: NearTie): Finding {
  return {
    topic: 'stability',
    verdict: 'remark',
    text:
      `Singular values ${first} to ${last} are, each against each, too close to be told apart by a set of this size: read their vectors together, as one subspace` +
      (Number.isNaN(heldOut)
        ? '.'
        : `, of which ${percent(heldOut)} stays when tokens are left out` +
          (Number.isNaN(halves) ? '.' : `, and two random halves share ${percent(halves)}.`)),
  }
}
