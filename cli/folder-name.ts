import { createHash } from 'node:crypto'
import { basename } from 'node:path'

/** What the default place of a result is named after. */
export interface Named {
  /** The set as it was asked for, or the words of a pair. */
  readonly set: string
  /** As on the command line; undefined for the embedded one. */
  readonly model?: string | undefined
  /** Other choices that make another result: the unembedding, another singular vector. */
  readonly others?: readonly string[]
}

/**
 * The name of the folder that a result goes into by default: readable, and another one for another set, model or choice.
 * Where a name would lose something (`/^mon/`, two models of one name in different places) a piece of a hash tells.
 */
export function folderName({ set, model, others = [] }: Named): string {
  const parts = [plain(set)]
  if (model !== undefined) {
    const name = readable(basename(model))
    // A repository's name says all; a path does not.
    parts.push(REPOSITORY.test(model) ? model.replace('/', '-') : `${name}-${piece(model)}`)
  }
  return [...parts, ...others.map(plain)].join('--').slice(0, 120)
}

/** A Hub repository: owner and name, which no other has. */
const REPOSITORY = /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/

/** A readable name; with a piece of a hash unless it says all that the text says. */
function plain(text: string): string {
  const name = readable(text)
  // A hyphen for a comma between words is no loss, and presets have hyphens of their own.
  if (text.replaceAll(',', '-') === name) return name
  return name === '' ? piece(text) : `${name}-${piece(text)}`
}

/** Letters, digits and hyphens. */
function readable(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 50)
}

function piece(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 6)
}
