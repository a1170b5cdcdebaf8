const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** Whether numbers of which this is the largest magnitude are written with powers of ten: below 1e-4, and from 1e7 on. */
export function needsPower(largest: number): boolean {
  return largest > 0 && (largest < 1e-4 || largest >= 1e7)
}

/**
 * A finite number with a power of ten, `−2.35·10⁻⁵`; a factor of one that has no decimals is left out, `10⁻⁶`.
 *
 * @param decimals of the factor; as many as there are by default
 */
export function withPower(value: number, decimals?: number): string {
  const [factor, power] = value.toExponential(decimals).split('e')
  const signed = factor.replace('-', '−')
  const times = /^−?1$/.test(signed) ? signed.slice(0, -1) : `${signed}·`
  return `${times}10${superscript(power.replace('+', ''))}`
}

function superscript(digits: string): string {
  return digits.replace('-', '⁻').replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)])
}
