import { FEWEST_MEMBERS } from '../../projection/auc.js'
import type { Membership } from '../../projection/membership.js'
import type { Finding } from './finding.js'

/** How far the members lie apart from other tokens on a singular vector; nothing where that is not known. */
export function memberFindings(label: string, membership: Membership): Finding[] {
  const { vector, separation, plainSeparation } = membership
  const { signed, magnitude } = separation
  if (Number.isNaN(signed)) return []
  const count = membership.heldOut.length
  return [
    {
      topic: 'members',
      verdict: 'remark',
      text:
        `On singular vector ${vector}, found without it, a token of ${label} lies farther from the centre than another token with probability ${area(magnitude)} ` +
        `(AUC of |projection|; ${area(plainSeparation.magnitude)} on the vector fitted to it), and projects higher with probability ${area(signed)} ` +
        `(AUC of the projection${tendency(signed, count)}). ` +
        (count < FEWEST_MEMBERS
          ? 'Of so few tokens either can be far from 0.50 by chance alone.'
          : `Without any separation each would be near 0.50, by chance mostly within ${area(2 * spread(count))} of it for ${count} tokens. No test stands behind this.`),
    },
  ]
}

function area(auc: number): string {
  return auc.toFixed(2)
}

/** The standard deviation of an AUC without separation, of a few independent members among many others (Mann & Whitney 1947). */
function spread(members: number): number {
  return Math.sqrt(1 / (12 * members))
}

/** To which end members tend, where that is more than chance mostly gives. */
function tendency(signed: number, members: number): string {
  if (members < FEWEST_MEMBERS || Math.abs(signed - 0.5) <= 2 * spread(members)) return ''
  return `: the members tend to the ${signed > 0.5 ? 'positive' : 'negative'} end`
}
