import type { ByteSource } from '../../bytes/byte-source.js'
import { Budget } from './budget.js'
import { malformed } from './malformed.js'

/** What a strict document is made of: strings, whole numbers, lists and objects. */
export type StrictJson = string | number | StrictJson[] | Map<string, StrictJson>

/** Deeper than any header needs, and far from the end of the stack. */
const MAX_DEPTH = 16

/** About the bytes that a value takes once it is parsed. A text takes as many more as it has characters. */
const COST = { object: 256, list: 64, number: 16, text: 48 } as const

/** Some 300,000 tensors, each an object of three fields. */
const MAX_MEMORY = 192 * 1024 * 1024

const WHITE = /[ \t\n\r]*/y
const WHOLE = /-?(?:0|[1-9][0-9]*)(?![0-9.eE])/y
/**
 * Parses the JSON of a header whose numbers are sizes. `JSON.parse` would keep the last of two equal keys, read
 * `2.0` as an integer and round beyond 2⁵³; here each of these is an error, as are `true`, `false` and `null`,
 * which no such header has. Objects are Maps, since a key may be `__proto__`.
 *
 * @param file for messages
 * @throws {Malformed} with the position in the text
 * @throws {LimitExceeded} for more values than fit into about 200 MB
 */
export function parseStrictJson(file: ByteSource, text: string): StrictJson {
  let at = 0
  const memory = new Budget(file, 'bytes for the values of its JSON', MAX_MEMORY)
  const fail = (expected: string): never => {
    const near = text.slice(at, at + 40)
    throw malformed(file, `${expected} at character ${at} of its JSON`, JSON.stringify(near))
  }
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) at += found.length
    return found
  }
  const skip = (character: string): boolean => {
    take(WHITE)
    if (text[at] !== character) return false
    at++
    return true
  }
  const string = (): string => {
    if (text[at] !== '"') return fail('a string')
    const end = endOfString(text, at)
    memory.take(COST.text + end - at)
    let value: string
    try {
      value = JSON.parse(text.slice(at, end)) as string
    } catch {
      return fail('a whole string with valid escapes')
    }
    // With the flag u, only halves that lack their other half match.
    if (/[\ud800-\udfff]/u.test(value)) return fail('a string without lone surrogates')
    at = end
    return value
  }
  const value = (depth: number): StrictJson => {
    if (depth > MAX_DEPTH) fail(`at most ${MAX_DEPTH} levels`)
    if (skip('{')) return object(depth)
    if (skip('[')) return list(depth)
    if (text[at] === '"') return string()
    memory.take(COST.number)
    const number = Number(take(WHOLE) ?? fail('a whole number, a string, a list or an object'))
    return Number.isSafeInteger(number) ? number : fail('a number below 2⁵³')
  }
  const list = (depth: number): StrictJson[] => {
    memory.take(COST.list)
    const items: StrictJson[] = []
    if (skip(']')) return items
    do items.push(value(depth + 1))
    while (skip(','))
    return skip(']') ? items : fail("',' or ']'")
  }
  const object = (depth: number): Map<string, StrictJson> => {
    memory.take(COST.object)
    const entries = new Map<string, StrictJson>()
    if (skip('}')) return entries
    do {
      take(WHITE)
      const key = string()
      if (entries.has(key)) fail(`no second ${JSON.stringify(key)}`)
      if (!skip(':')) fail("':'")
      entries.set(key, value(depth + 1))
    } while (skip(','))
    return skip('}') ? entries : fail("',' or '}'")
  }
  const whole = value(0)
  take(WHITE)
  return at === text.length ? whole : fail('the end')
}

/** The position after the quote that closes the string at `start`: one with an even number of backslashes before it. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0
    while (text[end - 1 - escapes] === '\\') escapes++
    if (escapes % 2 === 0) return end + 1
  }
  return text.length
}
