/** A number as text with a true minus sign, as figures and tables write it. */
export function signed(number: string): string {
  return number.replaceAll('-', '−')
}
