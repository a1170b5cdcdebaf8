import type { ComparedDirections, ComparedPoles, Comparison } from '../comparison.js'
import { type Finding, LEVEL, verdictOf } from './finding.js'
import { counted, short } from './wording.js'

type Compared = Pick<Comparison, 'spectra' | 'directions' | 'poles' | 'tests'>

/** Says in words what a comparison's numbers say, and nothing beyond them. */
export function comparisonFindings(compared: Compared): readonly Finding[] {
  return [
    testsFinding(compared),
    ratiosFinding(compared),
    ...compared.directions.map((pair) => directionsFinding(compared, pair)),
    ...compared.poles.map((pair) => polesFinding(compared, pair)),
  ]
}

function testsFinding({ spectra, tests }: Compared): Finding {
  const beyond = tests.filter(({ q }) => q <= LEVEL)
  const draws = Math.min(...spectra.map(({ manifest }) => manifest.options.controls.draws))
  // One-sided p is 1/(m + 1) at least, and the only small one of many is multiplied by their number.
  const least = tests.length / (draws + 1)
  const weak =
    least > LEVEL
      ? ` With ${counted(draws, 'control')} each, q of a test that stands alone is ${short(Math.min(1, least))} at least: ask for ${Math.ceil(tests.length / LEVEL) - 1} or more.`
      : ''
  const names = beyond.map(({ name, q }) => `${name} (q = ${short(q)})`).join('; ')
  return {
    topic: 'controls',
    verdict: beyond.length > 0 ? 'beyond chance' : 'not shown',
    text:
      (beyond.length > 0
        ? `Of ${tests.length} tests, ${beyond.length} ${beyond.length === 1 ? 'is' : 'are'} beyond chance at a false discovery rate of 5 %: ${names}.`
        : `Of ${tests.length} tests, none is beyond chance at a false discovery rate of 5 %.`) +
      weak,
  }
}

function ratiosFinding({ spectra }: Compared): Finding {
  const ratios = spectra.map(({ name, summaries }) => {
    const ratio = summaries.find((s) => s.name === 'participationRatio')
    return `${name} ${short(ratio?.value ?? NaN)} (${short(ratio?.chance.median ?? NaN)})`
  })
  return {
    topic: 'dimensions',
    verdict: 'remark',
    text: `Participation ratios, and the median of their controls: ${ratios.join(', ')}.`,
  }
}

function directionsFinding({ spectra, tests }: Compared, pair: ComparedDirections): Finding {
  const { first, second, directions: k, angles, shared, chance, p, draws, sharedTokens } = pair
  const q = tests.find(({ about }) => about[0] === first && about[1] === second)?.q ?? p
  const names = `${spectra[first].name} and ${spectra[second].name}`
  const what = `of their first ${k[0] === k[1] ? k[0] : k.join(' and ')} directions`
  const numbers =
    `${short(shared)} dimensions in common, where 95 % of ${draws} pairs of random token sets have at most ${short(chance.upper)} ` +
    `(p = ${short(p)}, q = ${short(q)}); smallest angle ${short(angles[0])}°`
  const tokens =
    sharedTokens > 0
      ? ` They have ${counted(sharedTokens, 'token')} in common, which makes them alike by itself.`
      : ''
  return {
    topic: 'shape',
    verdict: verdictOf(q),
    text:
      (q <= LEVEL
        ? `${names} share more ${what} than random token sets do: ${numbers}.`
        : `That ${names} share more ${what} than random token sets do was not shown: ${numbers}.`) +
      tokens,
  }
}

function polesFinding(
  { spectra }: Compared,
  { first, second, shared, random }: ComparedPoles,
): Finding {
  const some = shared.slice(0, 8).join(', ') + (shared.length > 8 ? ', …' : '')
  return {
    topic: 'members',
    verdict: 'remark',
    text:
      `${spectra[first].name} and ${spectra[second].name}: ${shared.length} tokens are at the same end of singular vector 1 in both` +
      (shared.length > 0 ? ` (${some})` : '') +
      `; random ends would share ${short(random)} on average, at most twice that in the better orientation.`,
  }
}
