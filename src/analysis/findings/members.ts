import type { Membership } from '../../projection/membership.js'
import type { Finding } from './finding.js'

/** How far the members lie apart from other tokens on a singular vector; nothing where that is not known. */
export function memberFindings(label: string, membership: Membership): Finding[] {
  const { vector, separation, plainSeparation } = membership
  const { signed, magnitude } = separation
  if (Number.isNaN(signed)) return []
  return [
    {
      topic: 'members',
      verdict: 'remark',
      text:
        `On singular vector ${vector}, found without it, a token of ${label} lies farther from the centre than another token with probability ${area(magnitude)} ` +
        `(AUC of |projection|; ${area(plainSeparation.magnitude)} on the vector fitted to it), and projects higher with probability ${area(signed)} ` +
        `(AUC of the projection: ${tendency(signed)}). Without any separation each of these would be 0.50.`,
    },
  ]
}

function area(auc: number): string {
  return auc.toFixed(2)
}

/** To which end members tend, as far as two digits tell. */
function tendency(signed: number): string {
  const shown = Number(area(signed))
  if (shown === 0.5) return 'the members tend to neither end'
  return `the members tend to the ${shown > 0.5 ? 'positive' : 'negative'} end`
}
