import { FEWEST_MEMBERS } from '../../projection/auc.js'
import type { Members, Membership } from '../../projection/membership.js'
import { type Member, isAveraged } from '../../tokens/member.js'
import type { Finding } from './finding.js'

/**
 * How far the members lie apart from other tokens on a singular vector; nothing where that is not known.
 *
 * @param input members: which of their projections are told first, the others beside them; set: whose they are
 */
export function memberFindings(
  label: string,
  membership: Membership,
  {
    members,
    set,
  }: { readonly members: Members; readonly set: { readonly members: readonly Member[] } },
): Finding[] {
  if (members === 'plain') return fittedFindings(label, membership)
  const { vector, separation, plainSeparation } = membership
  const { signed, magnitude } = separation
  if (Number.isNaN(signed)) return []
  const count = membership.heldOut.length
  // Vectors found without a member are the less alike, and its projections the less independent, the later they are.
  const known = vector === 1 && !isAveraged(set)
  return [
    {
      topic: 'members',
      verdict: 'remark',
      text:
        `On singular vector ${vector}, found without it, a token of ${label} lies farther from the centre than another token with probability ${area(magnitude)} ` +
        `(AUC of |projection|; ${area(plainSeparation.magnitude)} on the vector fitted to it), and projects higher with probability ${area(signed)} ` +
        `(AUC of the projection${known ? tendency(signed, count) : ''}). ` +
        (isAveraged(set)
          ? 'The mean of several tokens lies nearer the centre than one token by that alone: these say nothing of separation.'
          : count < FEWEST_MEMBERS
            ? 'Of so few tokens either can be far from 0.50 by chance alone.'
            : known
              ? `Without any separation both would be 0.50 on average; by chance that of the projection lies mostly within ${area(2 * spread(count))} of it for ${count} tokens, ` +
                'that of |projection| often farther off. No test stands behind this.'
              : 'By chance alone both lie farther from 0.50 than on the first vector, and the farther the later the vector: nothing follows from them.'),
    },
  ]
}

/** The same on the vector that is fitted to the members: numbers that have no chance to be compared with. */
function fittedFindings(label: string, membership: Membership): Finding[] {
  const { vector, separation, plainSeparation } = membership
  const { signed, magnitude } = plainSeparation
  if (Number.isNaN(signed)) return []
  const without = Number.isNaN(separation.magnitude)
    ? ''
    : `; ${area(separation.magnitude)} on the vector found without it`
  return [
    {
      topic: 'members',
      verdict: 'remark',
      text:
        `On singular vector ${vector}, fitted to it too, a token of ${label} lies farther from the centre than another token with probability ${area(magnitude)} ` +
        `(AUC of |projection|${without}), and projects higher with probability ${area(signed)} (AUC of the projection). ` +
        'Any tokens lie far out on a vector that is fitted to them: these say nothing of separation. No test stands behind them.',
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
