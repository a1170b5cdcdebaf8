import type { Finding } from '../src/index.js'
import { wrap } from './wrap.js'

/** How a verdict is marked: beyond chance, looked for and not shown, a remark. */
const MARKS: Readonly<Record<Finding['verdict'], string>> = {
  'beyond chance': '+',
  'not shown': '·',
  remark: ' ',
}

/** Findings as lines of text, each marked by its verdict. */
export function findingLines(findings: readonly Finding[], width: number): string[] {
  return findings.map(({ verdict, text }) => wrap(`  ${MARKS[verdict]} ${text}`, width, 4))
}
