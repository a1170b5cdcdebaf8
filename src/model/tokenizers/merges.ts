import { Malformed } from '../../errors.js'

/**
 * Requires what native `tokenizers` requires of a BPE's merges: two pieces each, written `"a b"` or `["a", "b"]` and all in
 * one way (only the second lets a piece have a space), which are in the vocabulary as is what they make. The library takes any:
 * it would merge into what is no token, and a word would have none.
 *
 * @param model the `model` of a `tokenizer.json`; one of another kind has no merges
 * @param where the file, for messages
 * @throws {Malformed} for the first merge that is otherwise
 */
export function requireMerges(model: unknown, where: string): void {
  const { type, vocab, merges, ...rest } = (model ?? {}) as Readonly<Record<string, unknown>>
  if ((type ?? 'BPE') !== 'BPE' || !Array.isArray(merges)) return
  const prefix = rest.continuing_subword_prefix
  const begins = typeof prefix === 'string' ? prefix : ''
  const has = (token: string): boolean => Object.hasOwn(vocab ?? {}, token)
  const pairOf = Array.isArray(merges[0]) ? pairOfList : pairOfText
  for (const merge of merges as readonly unknown[]) {
    if (typeof merge === 'string' && merge.startsWith('#version')) continue
    const pair = pairOf(merge)
    if (!pair) throw broken(where, 'two pieces, written as the first merge is', merge)
    const [left, right] = pair
    const made = left + (right.startsWith(begins) ? right.slice(begins.length) : right)
    const missing = [left, right, made].find((token) => !has(token))
    if (missing !== undefined)
      throw broken(where, `${JSON.stringify(missing.slice(0, 80))} in the vocabulary`, merge)
  }
}

function pairOfText(merge: unknown): readonly [string, string] | undefined {
  if (typeof merge !== 'string') return undefined
  const at = merge.indexOf(' ')
  if (at < 0 || merge.includes(' ', at + 1)) return undefined
  return [merge.slice(0, at), merge.slice(at + 1)]
}

function pairOfList(merge: unknown): readonly [string, string] | undefined {
  if (!Array.isArray(merge) || merge.length !== 2) return undefined
  const [left, right] = merge as readonly unknown[]
  return typeof left === 'string' && typeof right === 'string' ? [left, right] : undefined
}

function broken(where: string, expected: string, merge: unknown): Malformed {
  return new Malformed({
    where,
    expected: `for each merge ${expected}`,
    found: `the merge ${JSON.stringify(merge).slice(0, 80)}`,
    next: 'Download or copy the file again.',
  })
}
