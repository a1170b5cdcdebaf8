const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** A whole number as a superscript, `⁻¹²`, for powers. */
export function superscript(value: number): string {
  return String(value)
    .replace('-', '⁻')
    .replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)])
}
