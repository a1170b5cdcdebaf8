/** One thing that was found, or looked for and not found. */
export interface Finding {
  /** What it is about. */
  readonly topic:
    | 'controls'
    | 'amount'
    | 'values'
    | 'shape'
    | 'dimensions'
    | 'members'
    | 'stability'
    | 'balance'
    | 'vocabulary'
  /**
   * Beyond chance at the 5 % level; or looked for and not shown, which does not say that there is nothing; or a remark
   * that tests nothing.
   */
  readonly verdict: 'beyond chance' | 'not shown' | 'remark'
  /** A plain sentence or two. */
  readonly text: string
}

/** Up to this a p-value is called beyond chance. */
export const LEVEL = 0.05

/** With fewer controls no one-sided p-value reaches the level: it is 1/(m + 1) at least. */
export const FEWEST = 19

/** With fewer no two-sided one does: it is 2/(m + 1) at least. */
export const FEWEST_TWO_SIDED = 39

/** What a p-value lets one say. */
export function verdictOf(p: number): 'beyond chance' | 'not shown' {
  return p <= LEVEL ? 'beyond chance' : 'not shown'
}
