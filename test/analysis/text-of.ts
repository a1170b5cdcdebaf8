import type { Finding } from '../../src/analysis/findings/finding.js'

/** All that findings say of one topic. */
export function textOf(findings: readonly Finding[], topic: Finding['topic']): string {
  return findings
    .filter((finding) => finding.topic === topic)
    .map(({ text }) => text)
    .join(' ')
}
