import type { Member } from '../tokens/member.js'

/** Who a member is, for tables: there is room for the whole of it. */
export interface MemberKey {
  /** Its id; those of the pieces of an averaged word with spaces between. */
  readonly ids: string
  /** As the vocabulary writes it, in full. */
  readonly token: string
}

/** Who a member is. */
export function memberKey({ ids, token }: Member): MemberKey {
  return { ids: ids.join(' '), token }
}
