/**
 * A content security policy under which a page can run the given script and style and nothing else, and can ask for
 * nothing: no request, no form, no frame, no base address. Images are those that the page itself carries or paints.
 *
 * @param script text of the one script element
 * @param style text of the one style element
 */
export async function pagePolicy(script: string, style: string): Promise<string> {
  return [
    "default-src 'none'",
    `script-src '${await digest(script)}'`,
    `style-src '${await digest(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(hash)))}`
}
