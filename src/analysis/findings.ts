import type { Members, Membership } from '../projection/membership.js'
import type { NullBand } from '../spectrum/null-band.js'
import type { Stability } from '../spectrum/stability.js'
import type { Summary } from '../spectrum/summaries.js'
import type { Transform } from '../submatrix/transform.js'
import type { Controls } from '../tokens/control.js'
import type { Member } from '../tokens/member.js'
import {
  balanceFindings,
  sharedFindings,
  tooFewControls,
  vocabularyFindings,
} from './findings/controls.js'
import type { Finding } from './findings/finding.js'
import { FEWEST } from '../spectrum/level.js'
import { memberFindings } from './findings/members.js'
import { repeatedFindings } from './findings/repeated-pieces.js'
import { spectrumFindings } from './findings/spectrum.js'
import { stabilityFindings } from './findings/stability.js'

/** What findings are made from. */
export interface FindingsInput {
  readonly label: string
  readonly set: { readonly members: readonly Member[] }
  readonly controls: Controls
  readonly transform: Transform
  readonly nullBand: NullBand
  readonly summaries: readonly Summary[]
  readonly stability: Stability
  readonly membership: readonly Membership[]
  /** Which of their projections were asked for. */
  readonly members: Members
  /** Counted from 1: the singular vector that is shown. */
  readonly vector: number
  /** Ids without a projection, as their rows hold NaN or an infinity. */
  readonly notFinite: readonly number[]
}

/** Says in words what the numbers say, and nothing beyond them. */
export function findingsOf(input: FindingsInput): readonly Finding[] {
  const { label, controls, nullBand, summaries, stability, membership, vector, notFinite } = input
  const { draws } = controls
  const { centre } = input.transform
  const matched = controls.match.length > 0
  const told = membership.filter((own) => own.vector === vector)
  if (draws < FEWEST)
    return [
      tooFewControls(draws),
      ...stabilityFindings(label, stability, vector),
      ...vocabularyFindings(notFinite, controls.notFinite),
    ]
  return [
    ...spectrumFindings({ label, draws, matched, centre, nullBand, summaries }),
    ...repeatedFindings(label, input.set),
    ...told.flatMap((own) => memberFindings(label, own, input)),
    ...stabilityFindings(label, stability, vector),
    ...sharedFindings(label, controls),
    ...balanceFindings(label, controls),
    ...vocabularyFindings(notFinite, controls.notFinite),
  ]
}
