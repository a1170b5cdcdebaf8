import type { Membership } from '../../projection/membership.js'
import type { Finding } from './finding.js'
import { percent } from './wording.js'

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
        `On singular vector ${vector}, found without it, a token of ${label} lies farther out than another token ${percent(magnitude)} of the time ` +
        `(${percent(plainSeparation.magnitude)} on the vector fitted to it), and to one side of it ${percent(Math.max(signed, 1 - signed))}; 50 % would be no separation.`,
    },
  ]
}
