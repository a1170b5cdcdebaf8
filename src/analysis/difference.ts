import { InvalidArgument } from '../errors.js'
import type { Analysis } from './analysis.js'

/** How one field of two analyses differs. Fields of a list count as one, `largest[].projection` for example, but for items with a name. */
export interface Difference {
  readonly field: string
  /** How many values of it differ, and of how many. */
  readonly count: number
  readonly of: number
  /** The largest |a − b| of its numbers; undefined where what differs is not two numbers. */
  readonly largest: number | undefined
  /** The largest |a − b| divided by the largest finite magnitude that either has in the field; undefined as above. */
  readonly relative: number | undefined
  /**
   * All that differ are pairs of measured numbers, so that a tolerance means something. False as soon as one of them is
   * text, is missing, or is two different whole numbers: those are counts, ids and seeds.
   */
  readonly measured: boolean
  /** The first two that differ, as text. */
  readonly example: readonly [string, string]
}

/** Fields that differ from run to run by their nature. */
const PASSING = new Set(['manifest.timings', 'manifest.bytesRead'])

/**
 * Compares two analyses field by field, to the last bit: NaN is the same as NaN, and 0 is not the same as −0. Timings and
 * bytes read are left out.
 *
 * @returns none for the same
 */
export function analysisDifferences(a: Analysis, b: Analysis): readonly Difference[] {
  const fields = new Map<string, Field>()
  compare('', a, b, fields)
  return [...fields].flatMap(([field, { count, of, largest, scale, measured, example }]) =>
    example
      ? [
          {
            field,
            count,
            of,
            largest,
            relative: largest && largest / scale,
            measured,
            example,
          },
        ]
      : [],
  )
}

/** What a number may differ by, of the largest of its field, and still be the same result on another processor. */
export const TOLERANCE = 1e-9

/**
 * Whether a difference is no more than rounding.
 *
 * @param tolerance of the largest magnitude of the field, from 0; 0 takes numbers to the last bit
 * @throws {InvalidArgument} when it is negative or not finite
 */
export function withinTolerance(difference: Difference, tolerance: number = TOLERANCE): boolean {
  if (!(tolerance >= 0 && tolerance < Infinity))
    throw new InvalidArgument({
      where: 'tolerance',
      expected: 'a number from 0 up',
      found: String(tolerance),
      next: `Take ${TOLERANCE}, or 0 for the last bit.`,
    })
  const { measured, relative = Infinity } = difference
  return tolerance > 0 && measured && relative <= tolerance
}

/** What is known of a field while its values are compared. */
interface Field {
  count: number
  of: number
  largest: number | undefined
  scale: number
  measured: boolean
  example: readonly [string, string] | undefined
}

function compare(path: string, a: unknown, b: unknown, fields: Map<string, Field>): void {
  if (PASSING.has(path)) return
  const [listA, listB] = [listOf(a), listOf(b)]
  if (listA && listB) {
    if (listA.length !== listB.length) note(fields, `${path} (length)`, listA.length, listB.length)
    const inner = typeof listA[0] === 'object' || typeof listB[0] === 'object' ? `${path}[]` : path
    for (let i = 0; i < Math.min(listA.length, listB.length); i++) {
      const name = nameOf(listA[i])
      // What has a name has a unit of its own: a total variance is no measure for a share.
      const field = name === undefined ? inner : `${path}[${name}]`
      compare(field, listA[i], listB[i], fields)
    }
    return
  }
  if (isRecord(a) && isRecord(b)) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
      compare(path === '' ? key : `${path}.${key}`, a[key], b[key], fields)
    return
  }
  note(fields, path, a, b)
}

function note(fields: Map<string, Field>, path: string, a: unknown, b: unknown): void {
  const field = fields.get(path) ?? {
    count: 0, of: 0, largest: undefined, scale: 0, measured: true, example: undefined,
  } // prettier-ignore
  fields.set(path, field)
  field.of++
  for (const x of [a, b])
    if (typeof x === 'number' && Number.isFinite(x))
      field.scale = Math.max(field.scale, Math.abs(x))
  if (Object.is(a, b)) return
  field.count++
  field.example ??= [shown(a), shown(b)]
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = Math.abs(a - b)
    if (!(difference <= (field.largest ?? -1))) field.largest = difference
    if (a !== b && Number.isSafeInteger(a) && Number.isSafeInteger(b)) field.measured = false
  } else field.measured = false
}

function listOf(value: unknown): ArrayLike<unknown> | undefined {
  if (Array.isArray(value)) return value as readonly unknown[]
  return ArrayBuffer.isView(value) && 'length' in value ? (value as Float64Array) : undefined
}

function nameOf(value: unknown): string | undefined {
  return isRecord(value) && typeof value.name === 'string' ? value.name : undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !listOf(value)
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (isRecord(value)) return 'an object'
  if (listOf(value)) return 'a list'
  return Object.is(value, -0) ? '-0' : JSON.stringify(value)
}
