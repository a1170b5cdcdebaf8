/** What the library does to a text before it looks for tokens. */
export interface Rules {
  readonly normalizer: Normalizer | null
  readonly pre_tokenizer: PreTokenizer | null
}

/** A rule that puts something in place of what it finds, as far as the library lets that be seen. */
interface Replacing {
  readonly pattern?: string | RegExp | null
  readonly config?: { readonly content?: unknown }
  /** What `Metaspace` puts in place of a space. */
  readonly str_rep?: unknown
}

interface Normalizer extends Replacing {
  normalize(text: string): string
  /** Those of a Sequence. */
  readonly normalizers?: readonly (Normalizer | null)[]
}

interface PreTokenizer extends Replacing {
  pre_tokenize(text: string | readonly string[], options: object): string[]
  /** Those of a Sequence. */
  readonly tokenizers?: readonly (PreTokenizer | null)[]
}

/** Characters that may become of a text in any case, */
const MOST_CHARACTERS = 1_000_000

/** and how many times as many as it has: Unicode's own normal forms make 18 of one at most. */
const MOST_GROWTH = 20

/** How many characters a text that rules are at work on has, and how many may become of it. */
interface Bound {
  readonly characters: number
  readonly most: number
}

/**
 * Makes rules fail that blow a text up: twenty that double it make a million of each character, which would be cut and listed
 * one by one. It is looked at after every rule of a sequence, and before one that replaces.
 */
export function boundGrowth({ normalizer, pre_tokenizer: cut }: Rules): void {
  if (normalizer) boundNormalizer(normalizer)
  if (cut) boundPreTokenizer(cut)
}

/** @param outer gives the bound of the sequence that the rule is part of */
function boundNormalizer(rule: Normalizer, outer?: () => Bound): void {
  const normalize = rule.normalize.bind(rule)
  let bound = boundOf(0)
  rule.normalize = (text) => {
    bound = outer?.() ?? boundOf(text.length)
    requireFewReplacements(rule, [text], bound)
    const out = normalize(text)
    requireShort(bound, out.length)
    return out
  }
  for (const part of rule.normalizers ?? []) if (part) boundNormalizer(part, () => bound)
}

function boundPreTokenizer(rule: PreTokenizer, outer?: () => Bound): void {
  const cut = rule.pre_tokenize.bind(rule)
  let bound = boundOf(0)
  rule.pre_tokenize = (text, options) => {
    const texts = typeof text === 'string' ? [text] : text
    bound = outer?.() ?? boundOf(charactersOf(texts))
    requireFewReplacements(rule, texts, bound)
    const parts = cut(text, options)
    requireShort(bound, charactersOf(parts))
    return parts
  }
  for (const part of rule.tokenizers ?? []) if (part) boundPreTokenizer(part, () => bound)
}

function boundOf(characters: number): Bound {
  return { characters, most: Math.max(MOST_CHARACTERS, MOST_GROWTH * characters) }
}

/** Counts what is to be replaced, where so much could be put in its place that making it would take long, and much memory. */
function requireFewReplacements(rule: Replacing, texts: readonly string[], bound: Bound): void {
  const [pattern, content] =
    rule.str_rep === undefined ? [rule.pattern, rule.config?.content] : [' ', rule.str_rep]
  if (typeof content !== 'string' || pattern === undefined || pattern === null) return
  let made = 0
  for (const text of texts) {
    // `$'` stands for the rest of the text.
    const each = content.length * (content.includes('$') ? text.length : 1)
    if (each * (text.length + 1) + made <= bound.most) continue
    text.replaceAll(pattern, () => {
      made += each
      requireShort(bound, made)
      return ''
    })
  }
}

function requireShort({ characters, most }: Bound, made: number): void {
  if (made > most) throw new Error(`rules that make ${made} characters or more of ${characters}`)
}

function charactersOf(texts: readonly string[]): number {
  return texts.reduce((sum, { length }) => sum + length, 0)
}
