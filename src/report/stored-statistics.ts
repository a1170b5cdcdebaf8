import type { ControlEnsemble } from '../analysis/analysis.js'
import type { Membership } from '../projection/membership.js'
import type { ProjectedToken } from '../projection/projection.js'
import type { IndexBand, NullBand } from '../spectrum/null-band.js'
import type { Balance } from '../tokens/balance.js'
import { type Stored, float64, matrixOf, nullsAsNaN } from './stored.js'

/** Controls from JSON. */
export function controlsOf(stored: Stored<ControlEnsemble>): ControlEnsemble {
  return {
    ...(stored as unknown as ControlEnsemble),
    ids: Uint32Array.from(stored.ids),
    balance: nullsAsNaN<readonly Balance[]>(stored.balance),
    singularValues: matrixOf(stored.singularValues),
  }
}

/** A null band from JSON. */
export function nullBandOf({ tested, raw, share }: Stored<NullBand>): NullBand {
  return { tested, raw: indexBandOf(raw), share: indexBandOf(share) }
}

function indexBandOf(band: Stored<IndexBand>): IndexBand {
  return {
    median: float64(band.median),
    lower: float64(band.lower),
    upper: float64(band.upper),
    p: float64(band.p),
    pLess: float64(band.pLess),
    adjusted: float64(band.adjusted),
    horn: band.horn,
  }
}

function projectedOf({ id, token, projection }: Stored<ProjectedToken>): ProjectedToken {
  return { id, token: token ?? undefined, projection }
}

/** Members on one singular vector, from JSON. */
export function membershipOf(stored: Stored<Membership>): Membership {
  return {
    vector: stored.vector,
    heldOut: float64(stored.heldOut),
    plain: float64(stored.plain),
    others: stored.others,
    separation: nullsAsNaN(stored.separation),
    plainSeparation: nullsAsNaN(stored.plainSeparation),
    ranks: Uint32Array.from(stored.ranks),
    poles: {
      positive: stored.poles.positive.map(projectedOf),
      negative: stored.poles.negative.map(projectedOf),
    },
  }
}
