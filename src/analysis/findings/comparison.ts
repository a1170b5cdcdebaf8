import type { ComparedDirections, ComparedPoles, Comparison } from '../comparison.js'
import { type Finding, verdictOf } from './finding.js'
import { LEVEL } from '../../spectrum/level.js'
import { nearTies } from '../../spectrum/near-ties.js'
import { numericalRank } from '../../spectrum/numerical-zero.js'
import { BALANCED } from '../../tokens/balance.js'
import { worstInWords } from './controls.js'
import { counted, range, short } from './wording.js'

type Compared = Pick<Comparison, 'spectra' | 'directions' | 'poles' | 'tests'>

/** Says in words what a comparison's numbers say, and nothing beyond them. */
export function comparisonFindings(compared: Compared): readonly Finding[] {
  return [
    testsFinding(compared),
    controlsFinding(compared),
    ratiosFinding(compared),
    ...compared.directions.map((pair) => directionsFinding(compared, pair)),
    ...cutTies(compared),
    ...compared.poles.map((pair) => polesFinding(compared, pair)),
  ]
}

function testsFinding({ spectra, tests }: Compared): Finding {
  const able = tests.filter(({ q }) => !Number.isNaN(q))
  const beyond = able.filter(({ q }) => q <= LEVEL)
  const draws = Math.min(...spectra.map(({ controls }) => controls.draws))
  // The only small p of many is multiplied by their number; two-sided ones are the largest of the smallest. With more controls,
  // those that cannot reject now are among the many.
  const least = able.length * Math.max(0, ...able.map((test) => test.least))
  const enough = Math.ceil((2 * tests.filter((test) => test.least < 1).length) / LEVEL) - 1
  const weak =
    least > LEVEL
      ? ` With ${counted(draws, 'control')} each, q of a test that stands alone can be no less than ${short(Math.min(1, least))} for some: ask for ${enough} or more.`
      : ''
  const names = beyond.map(({ name, q }) => `${name} (q = ${short(q)})`).join('; ')
  const number =
    beyond.length === 0 ? 'none is' : beyond.length === 1 ? '1 is' : `${beyond.length} are`
  return {
    topic: 'controls',
    verdict: able.length === 0 ? 'remark' : beyond.length > 0 ? 'beyond chance' : 'not shown',
    text:
      (able.length === 0
        ? `None of ${tests.length} tests can reject with ${counted(draws, 'control')}: nothing is tested. Ask for 999 controls to test.`
        : `Of ${counted(able.length, 'test')}, ${number} beyond chance at a false discovery rate of 5 %${names === '' ? '' : `: ${names}`}.`) +
      weak +
      (able.length === 0 ? '' : notCounted(tests)),
  }
}

/** Which tests could not have rejected. */
function notCounted(tests: Compared['tests']): string {
  const unable = tests.filter(({ q }) => Number.isNaN(q)).map(({ name }) => name)
  if (unable.length === 0) return ''
  return ` Not counted, as ${unable.length === 1 ? 'it' : 'they'} could not reject whatever the tokens were: ${unable.join('; ')}.`
}

/** That the directions compared end within a group of near-ties: which of these count is then chance. */
function cutTies({ spectra, directions }: Compared): Finding[] {
  const counts = new Map(
    directions.flatMap(({ first, second, directions: [a, b] }) => [
      [first, a] as const,
      [second, b] as const,
    ]),
  )
  const cut = [...counts].flatMap(([at, k]) => {
    const { name, set, singularValues, nullBand } = spectra[at]
    const rank = Math.min(nullBand.tested, numericalRank(singularValues))
    const tie = nearTies(singularValues, set.members.length, rank).find(
      ({ first, last }) => first <= k && k < last,
    )
    return tie ? [`${name} (${tie.first} to ${tie.last} are too close to be told apart)`] : []
  })
  if (cut.length === 0) return []
  return [
    {
      topic: 'stability',
      verdict: 'remark',
      text: `The directions that are compared end within a group of near-ties of ${cut.join(', ')}: which of a group are in is chance. As many directions as such a group ends with are compared as one subspace.`,
    },
  ]
}

/** How the sets' controls were drawn, and how like the sets they are. */
function controlsFinding({ spectra }: Compared): Finding {
  const [{ controls }] = spectra
  const { match, pool, seed, sampling } = controls
  const draws = range(spectra.map((each) => each.controls.draws))
  const from = pool === undefined ? '' : ` from a sample of about ${pool} tokens`
  const alike = match.length === 0 ? 'not matched' : `matched on ${match.join(', ')}`
  const small = spectra.flatMap(({ name, controls: { shared } }) => (shared ? [name] : []))
  const permuted =
    small.length === 0
      ? ''
      : ` Of ${small.join(', ')}, the set’s own tokens may stand in its controls too, as there are few others to draw from (a permutation test): that they share directions is then hard to show.`
  const differences = spectra.map((each) => `${each.name} ${worstInWords(each.controls.balance)}`)
  return {
    topic: 'balance',
    verdict: 'remark',
    text:
      `Controls: ${draws} for each, ${sampling}${from}, ${alike}, seed ${seed}. Largest standardised difference between a set and its controls, ` +
      `where up to ${BALANCED} is usually called balanced: ${differences.join(', ')}.${permuted}`,
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
  const test = tests.find(
    ({ kind, about }) => kind === 'directions' && about[0] === first && about[1] === second,
  )
  const able = test !== undefined && !Number.isNaN(test.q)
  const q = able ? test.q : 1
  const names = `${spectra[first].name} and ${spectra[second].name}`
  const what = `of their first ${k[0] === k[1] ? k[0] : k.join(' and ')} directions`
  const numbers =
    `${short(shared)} dimensions in common, where 95 % of ${draws} pairs of random token sets have at most ${short(chance.upper)} ` +
    `(p = ${short(p)}${able ? `, q = ${short(q)}` : ''}); smallest angle ${short(angles[0])}°`
  const tokens =
    sharedTokens > 0
      ? ` They have ${counted(sharedTokens, 'token')} in common, which makes them alike by itself.`
      : ''
  return {
    topic: 'shape',
    verdict: able ? verdictOf(q) : 'remark',
    text:
      (!able
        ? `What ${names} share ${what} is not tested: ${numbers}.`
        : q <= LEVEL
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
