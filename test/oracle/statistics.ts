// The expected values that statistics.py wrote.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Band {
  readonly lower: number[]
  readonly median: number[]
  readonly upper: number[]
  readonly p: number[]
  readonly pLess: number[]
  readonly adjusted: number[]
}

interface Expected {
  readonly subspaces: readonly { a: number[][]; b: number[][]; angles: number[] }[]
  readonly ensemble: {
    readonly pool: number[][]
    readonly indices: number[]
    readonly singularValues: number[]
    readonly raw: Band
    readonly share: Band
  }
  readonly summaries: Readonly<Record<string, number>>
  readonly shapeTests: { readonly p: number[]; readonly adjusted: number[] }
  readonly auc: { readonly members: number[]; readonly others: number[]; readonly value: number }
  readonly falseDiscovery: { readonly p: number[]; readonly adjusted: number[] }
}

export const statistics = JSON.parse(
  readFileSync(join(import.meta.dirname, 'statistics.json'), 'utf8'),
) as Expected
