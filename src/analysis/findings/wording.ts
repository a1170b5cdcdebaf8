/** Three significant digits, without an exponent for everyday sizes. */
export function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}

/** A share of 1 as a whole number of per cent. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`
}

/** Indices from 1, runs of them joined: `1–3, 5`. */
export function listed(indices: readonly number[]): string {
  const runs: [number, number][] = []
  for (const i of indices) {
    const run = runs.at(-1)
    if (run?.[1] === i - 1) run[1] = i
    else runs.push([i, i])
  }
  return runs.map(([a, b]) => (a === b ? String(a) : `${a}–${b}`)).join(', ')
}

/** `999` if all counts are that, else the least and the most, `199 to 999`. */
export function range(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return least === most ? String(least) : `${least} to ${most}`
}

/** `1 token`, `2 tokens`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
