// What figures of projections take from an analysis.
import type { Analysis } from '../analysis/analysis.js'
import type { Spelling } from '../model/tokenizers/spelling.js'
import type { ProjectedToken } from '../projection/projection.js'
import { scaleSpectrum } from '../spectrum/scale.js'
import { displayToken } from '../tokens/display.js'
import { TOKEN_KINDS, tokenKind } from '../tokens/kind.js'
import type { TokenClasses } from './class-strips.js'
import { subjectOf } from './from-analysis.js'
import { memberKey } from './member-key.js'
import type { PoleToken, PolesData } from './poles.js'
import type { ProjectionTable } from './projection-table.js'
import type { VectorsTable } from './vectors.js'

/** Characters of a token that a label shows. */
const LABEL = 24

/** For the projection of the vocabulary. */
export function projectionOf(
  analysis: Analysis,
  { classes = false }: { readonly classes?: boolean } = {},
): ProjectionTable {
  const { model, set, projection, vector: k, membership } = analysis
  const { spelling } = model.tokenizer
  const values = projection.on(k)
  const own = membership.find(({ vector }) => vector === k)
  const heldOut = heldOutOn(analysis, [k])
  return {
    subject: subjectOf(analysis),
    k,
    values,
    others: othersOn(analysis, k, heldOut),
    tokens: projection.tokens,
    members: set.members.map((member, i) => ({
      id: member.id,
      label: displayToken(member, LABEL, spelling),
      projection: heldOut ? heldOut[0][i] : meanOf(member.ids, values),
      averaged: member.ids.length > 1,
    })),
    keys: set.members.map(memberKey),
    heldOut: heldOut !== undefined,
    separation: heldOut ? own?.separation.magnitude : own?.plainSeparation.magnitude,
    ...namedPoles(analysis),
    classes: classes ? kindsOf(projection.tokens, spelling) : undefined,
  }
}

/** By token id, where the figure of the projection shows each: members at what was found without them, if it does so. */
export function shownProjections(analysis: Analysis): Float64Array {
  const { set, vector } = analysis
  const heldOut = heldOutOn(analysis, [vector])
  const values = othersOn(analysis, vector, heldOut)
  if (heldOut)
    set.members.forEach(({ id, ids }, i) => {
      if (ids.length === 1) values[id] = heldOut[0][i]
    })
  return values
}

/**
 * The projections that a cloud shows, by token id: where members stand elsewhere than on the common vector they stand there alone.
 * The pieces of an averaged word are tokens of their own.
 */
function othersOn(
  { projection, set }: Analysis,
  k: number,
  heldOut: readonly Float64Array[] | undefined,
): Float64Array {
  const values = projection.on(k).slice()
  if (heldOut) for (const { id, ids } of set.members) if (ids.length === 1) values[id] = NaN
  return values
}

/**
 * By vector, the members' projections on it found without them; undefined where the plain ones are wanted, or where one of
 * the vectors was not told of, or is the last, which has no counterpart without one of the members.
 */
function heldOutOn(
  { membership, manifest }: Analysis,
  ks: readonly number[],
): readonly Float64Array[] | undefined {
  if (manifest.options.members !== 'held-out') return undefined
  const found = ks.flatMap((k) => membership.filter(({ vector }) => vector === k))
  const all = found.length === ks.length && found.every((own) => own.heldOut.every(Number.isFinite))
  return all ? found.map((own) => own.heldOut) : undefined
}

/** The kind of every token. */
export function kindsOf(
  tokens: readonly (string | undefined)[],
  spelling: Spelling,
): TokenClasses & { readonly of: Uint8Array } {
  return {
    names: TOKEN_KINDS,
    of: Uint8Array.from(tokens, (token) => TOKEN_KINDS.indexOf(tokenKind(token, spelling))),
  }
}

/** A member of several pieces lies at the mean of their rows, and so of their projections. */
function meanOf(ids: readonly number[], values: Float64Array): number {
  return ids.reduce((sum, id) => sum + values[id], 0) / ids.length
}

/** For the bars of both ends. */
export function polesOf(analysis: Analysis): PolesData {
  return { subject: subjectOf(analysis), k: analysis.vector, ...namedPoles(analysis) }
}

function namedPoles({ poles, model }: Analysis): Pick<PolesData, 'positive' | 'negative'> {
  const { spelling } = model.tokenizer
  const named = (token: ProjectedToken): PoleToken => ({
    ...token,
    label: displayToken(token, LABEL, spelling),
  })
  return { positive: poles.positive.map(named), negative: poles.negative.map(named) }
}

/** For two singular vectors against each other: the one that is shown, and the next one projected on, or the strongest. */
export function vectorsOf(analysis: Analysis): VectorsTable {
  const { model, set, spectrum, projection, vector: shown } = analysis
  const { spelling } = model.tokenizer
  const other = projection.vectors.find((k) => k !== shown) ?? (shown === 1 ? 2 : 1)
  const ks = [Math.min(shown, other), Math.max(shown, other)] as const
  const shares = scaleSpectrum(spectrum.singularValues, 'share')
  const both = ks.every((k) => projection.vectors.includes(k))
  const heldOut = heldOutOn(analysis, ks)
  const score = (member: number, axis: 0 | 1): number =>
    heldOut
      ? heldOut[axis][member]
      : spectrum.u.data[member * spectrum.u.cols + ks[axis] - 1] *
        spectrum.singularValues[ks[axis] - 1]
  return {
    subject: subjectOf(analysis),
    ks,
    shares: [shares[ks[0] - 1], shares[ks[1] - 1]],
    members: set.members.map((member, i) => ({
      id: member.id,
      label: displayToken(member, LABEL, spelling),
      x: score(i, 0),
      y: score(i, 1),
    })),
    keys: set.members.map(memberKey),
    tokens: projection.tokens,
    heldOut: heldOut !== undefined,
    vocabulary: both
      ? { xs: othersOn(analysis, ks[0], heldOut), ys: othersOn(analysis, ks[1], heldOut) }
      : undefined,
  }
}
