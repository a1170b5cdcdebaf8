import { type Member, repeatedPieces } from '../../tokens/member.js'
import type { Finding } from './finding.js'

/** So many pieces are named. */
const NAMED = 5

/** That averaged words have pieces in common, which draws never have; nothing where they have none. */
export function repeatedFindings(
  label: string,
  set: { readonly members: readonly Member[] },
): Finding[] {
  const pieces = repeatedPieces(set)
  if (pieces.length === 0) return []
  const named = pieces
    .slice(0, NAMED)
    .map(({ token, members }) => `${token} in ${members} of ${set.members.length}`)
  const more = pieces.length > NAMED ? ', …' : ''
  return [
    {
      topic: 'members',
      verdict: 'remark',
      text:
        `Words of ${label} have pieces in common (${named.join(', ')}${more}), and so their means: no control has a token twice. ` +
        'What is beyond chance may be owed to that alone.',
    },
  ]
}
