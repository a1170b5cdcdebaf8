/** Milliseconds after which whatever else waits for this thread gets its turn. */
export const BREATH = 50

/** Lets whatever else waits for this thread have its turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
