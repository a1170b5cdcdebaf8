/** C0 and C1 controls, separators of lines, what joins or directs text, the byte order mark, non-characters. */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g

/**
 * Text that can be shown anywhere: characters that are invisible, or that would steer a terminal or the
 * direction of text, become `\u{…}`; lone surrogates become U+FFFD.
 */
export function escapeInvisible(text: string): string {
  return text.toWellFormed().replace(INVISIBLE, (c) => `\\u{${c.charCodeAt(0).toString(16)}}`)
}

/**
 * A token as a person can read it, in a figure or a terminal: `escapeInvisible`, and `#id` for a row without a
 * token.
 *
 * @param maxLength in characters; longer tokens end in `…`
 */
export function displayToken(
  { id, token }: { readonly id: number; readonly token: string | undefined },
  maxLength = 24,
): string {
  if (token === undefined) return `#${id}`
  const characters = [...escapeInvisible(token)]
  return characters.length <= maxLength
    ? characters.join('')
    : characters.slice(0, maxLength - 1).join('') + '…'
}
