import type { Comparison } from './comparison.js'
import type { Finding } from './findings.js'

/** Below this an adjusted p-value is called beyond chance. */
const LEVEL = 0.05

/** Says in words what a comparison's numbers say, and nothing beyond them. */
export function comparisonFindings({
  spectra,
  directions,
  poles,
  tests,
}: Pick<Comparison, 'spectra' | 'directions' | 'poles' | 'tests'>): readonly Finding[] {
  const found: Finding[] = []
  const beyond = tests.filter(({ q }) => q <= LEVEL)
  found.push({
    topic: 'controls',
    verdict: beyond.length > 0 ? 'beyond chance' : 'within chance',
    text:
      beyond.length > 0
        ? `Of ${tests.length} tests, ${beyond.length} ${beyond.length === 1 ? 'is' : 'are'} beyond chance at a false discovery rate of 5 %: ${beyond.map(({ name, q }) => `${name} (q = ${short(q)})`).join('; ')}.`
        : `Of ${tests.length} tests, none is beyond chance at a false discovery rate of 5 %.`,
  })
  const ratios = spectra.map(({ name, summaries }) => ({
    name,
    ratio: summaries.find((s) => s.name === 'participationRatio'),
  }))
  found.push({
    topic: 'dimensions',
    verdict: 'remark',
    text: `Participation ratios, and the median of their controls: ${ratios.map(({ name, ratio }) => `${name} ${short(ratio?.value ?? NaN)} (${short(ratio?.chance.median ?? NaN)})`).join(', ')}.`,
  })
  for (const {
    first,
    second,
    directions: k,
    angles,
    shared,
    chance,
    p,
    sharedTokens,
  } of directions) {
    const q = tests.find(({ about }) => about[0] === first && about[1] === second)?.q ?? p
    const names = `${spectra[first].name} and ${spectra[second].name}`
    const what = `of their first ${k[0] === k[1] ? k[0] : k.join(' and ')} directions`
    const numbers = `${short(shared)} dimensions in common against ${short(chance.median)} for random token sets (p = ${short(p)}, q = ${short(q)}), smallest angle ${short(angles[0])}°`
    const tokens =
      sharedTokens > 0
        ? ` They have ${sharedTokens} ${sharedTokens === 1 ? 'token' : 'tokens'} in common, which makes them alike by itself.`
        : ''
    found.push({
      topic: 'shape',
      verdict: q <= LEVEL ? 'beyond chance' : 'within chance',
      text: `${names} ${q <= LEVEL ? 'share more' : 'share no more'} ${what} than random token sets do: ${numbers}.${tokens}`,
    })
  }
  for (const { first, second, shared, random } of poles)
    found.push({
      topic: 'members',
      verdict: 'remark',
      text:
        `${spectra[first].name} and ${spectra[second].name}: ${shared.length} tokens are at the same end of singular vector 1 in both` +
        (shared.length > 0
          ? ` (${shared.slice(0, 8).join(', ')}${shared.length > 8 ? ', …' : ''})`
          : '') +
        `; random ends would share ${short(random)} on average, at most twice that in the better orientation.`,
    })
  return found
}

/** Three significant digits. */
function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}
