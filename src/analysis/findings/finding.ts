import { LEVEL } from '../../spectrum/level.js'

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

/** What a p-value lets one say. */
export function verdictOf(p: number): 'beyond chance' | 'not shown' {
  return p <= LEVEL ? 'beyond chance' : 'not shown'
}
