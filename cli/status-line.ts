import { printable } from './printable.js'
import { isDumb } from './style.js'

/** Shown from this many milliseconds on: shorter work needs no progress. */
const PATIENCE = 500

/** Milliseconds between two looks of it. */
const INTERVAL = 100

/** The parts of the line, in their order on it. */
type Slot = 'rows' | 'network'

/**
 * The one line on stderr that says how far the work is, and is wiped before results are printed. Without a terminal that can
 * wipe a line it shows nothing, unless it is asked to: then each look is a line of its own.
 */
class StatusLine {
  /** Shows itself even if stderr is no terminal. */
  always = false
  readonly #start = performance.now()
  readonly #slots = new Map<Slot, string>()
  #last = 0
  #isShown = false

  /** Replaces one part of the line. */
  show(slot: Slot, text: string): void {
    const { stderr } = process
    const wipes = stderr.isTTY && !isDumb()
    if (!wipes && !this.always) return
    this.#slots.set(slot, text)
    const now = performance.now()
    if (now - this.#start < PATIENCE || now - this.#last < INTERVAL) return
    this.#last = now
    const line = (['rows', 'network'] as const).flatMap((one) => this.#slots.get(one) ?? [])
    const fitting = printable(line.join('  ')).slice(0, (stderr.columns || 200) - 1)
    stderr.write(wipes ? `\r\u001b[2K${fitting}` : `${fitting}\n`)
    this.#isShown = wipes
  }

  /** Takes one part off the line, or all of it. */
  clear(slot?: Slot): void {
    if (slot === undefined) this.#slots.clear()
    else this.#slots.delete(slot)
    if (this.#isShown) process.stderr.write('\r\u001b[2K')
    this.#isShown = false
  }

  /** Says something that stays. */
  remark(text: string): void {
    this.clear()
    process.stderr.write(printable(`tokenprism: ${text}`) + '\n')
  }
}

/** The line of this process. */
export const statusLine = new StatusLine()
