import { LimitExceeded, Malformed, Unsupported } from '../../errors.js'

/** The error of a file that breaks its own format. Long findings are shortened: they are a stranger's text. */
export function malformed(
  file: { readonly name: string },
  expected: string,
  found: string,
  cause?: unknown,
): Malformed {
  return new Malformed(
    {
      where: file.name,
      expected,
      found: shortened(found),
      next: 'The file is truncated or damaged: download or copy it again.',
    },
    { cause },
  )
}

/** The error of a file that declares more than a reader is willing to take. */
export function beyondLimit(
  file: { readonly name: string },
  expected: string,
  found: string,
): LimitExceeded {
  return new LimitExceeded({
    where: file.name,
    expected,
    found: shortened(found),
    next: 'This is probably damaged, or not the kind of file it seems to be.',
  })
}

/** The error of something well-formed that a reader does not handle. */
export function unsupported(
  where: string,
  expected: string,
  found: string,
  next = 'Convert the model to safetensors, or take another file of it.',
): Unsupported {
  return new Unsupported({ where, expected, found: shortened(found), next })
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
