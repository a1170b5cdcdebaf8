/** Turns the order of n rows of equal length, in place. */
export function reverseRows(m: Float64Array, n: number): void {
  const width = m.length / n
  for (let i = 0, j = n - 1; i < j; i++, j--) {
    const row = m.slice(i * width, (i + 1) * width)
    m.copyWithin(i * width, j * width, (j + 1) * width)
    m.set(row, j * width)
  }
}
