import type { Comparison } from '../analysis/comparison.js'
import { document } from './json.js'

/** A comparison as JSON, its numbers written as `analysisToJson` does. */
export function comparisonToJson(comparison: Comparison): string {
  return document(comparison)
}
