import { RE2JS } from 're2js'
import { InvalidArgument } from '../errors.js'
import type { Vocabulary } from '../model/vocabulary.js'
import { ordinaryIds } from './classes.js'
import { textOf } from './spelling.js'

/** A pattern that matches more tokens is refused: its SVD would take minutes, and its figures would show nothing. */
const MOST_MATCHES = 4096

/** Longer tokens are no words, and match nothing. */
const LONGEST = 1024

const FLAGS: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
  u: 0,
}

/**
 * The ids of the ordinary tokens that a pattern matches, ascending. It sees each token as the text that it stands for
 * (`textOf`): ` monday` with its space, `é`, `##ing`. The engine is RE2's: its time grows with the length of pattern
 * and token, whatever they are, and it has therefore no look-around and no back-references.
 *
 * @param spec `/pattern/` or `/pattern/flags`, of the flags i, m, s, u
 * @throws {InvalidArgument} for a pattern or flag that is none, or one that matches more than 4,096 tokens
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function matchingIds(vocabulary: Vocabulary, spec: string): Uint32Array {
  const [, source = '', flags = ''] = /^\/(.+)\/([a-z]*)$/s.exec(spec) ?? []
  const pattern = compile(spec, source, flags)
  const found = ordinaryIds(vocabulary).filter((id) => {
    const token = vocabulary.tokens[id] ?? ''
    return token.length <= LONGEST && pattern.matcher(textOf(token, vocabulary.spelling)).find()
  })
  if (found.length <= MOST_MATCHES) return found
  throw new InvalidArgument({
    where: 'set',
    expected: `a pattern that matches at most ${MOST_MATCHES} tokens`,
    found: `${spec}, which matches ${found.length}`,
    next: 'Make it narrower.',
  })
}

function compile(spec: string, source: string, flags: string): RE2JS {
  const strange = [...flags].find((flag) => !(flag in FLAGS))
  try {
    if (strange !== undefined) throw new Error(`the flag ${strange}`)
    return RE2JS.compile(
      source,
      [...flags].reduce((bits, flag) => bits | FLAGS[flag], 0),
    )
  } catch (cause) {
    throw new InvalidArgument(
      {
        where: 'set',
        expected: 'a regular expression between slashes, in RE2’s syntax',
        found: `${spec}: ${cause instanceof Error ? cause.message : String(cause)}`,
        next: "A pattern reads '/^ ?mon/' or '/day$/i'; it has no look-around and no back-references.",
      },
      { cause },
    )
  }
}
