/** The one tip of the page, and the live region that says what was stepped to. */
export class Tip {
  static #shared: Tip | undefined
  readonly #box = document.createElement('div')
  readonly #live = document.createElement('div')

  private constructor() {
    this.#box.className = 'tip'
    this.#box.hidden = true
    // What is read aloud is the live region: the box follows the pointer, too.
    this.#box.setAttribute('aria-hidden', 'true')
    this.#live.className = 'unseen'
    this.#live.setAttribute('aria-live', 'polite')
    document.body.append(this.#box, this.#live)
  }

  /** Made when first asked for. */
  static shared(): Tip {
    Tip.#shared ??= new Tip()
    return Tip.#shared
  }

  /** Shows text beside a place of the window, inside its edges. */
  show(text: string, x: number, y: number): void {
    const box = this.#box
    box.textContent = text
    box.hidden = false
    const { offsetWidth: width, offsetHeight: height } = box
    const room = document.documentElement
    const left = x + 14 + width > room.clientWidth ? x - 14 - width : x + 14
    const top = y - 14 - height < 0 ? y + 14 : y - 14 - height
    box.style.left = `${Math.max(4, Math.min(left, room.clientWidth - width - 4))}px`
    box.style.top = `${Math.max(4, top)}px`
  }

  /** Takes it away. */
  hide(): void {
    this.#box.hidden = true
  }

  /** Has a screen reader say it. */
  say(text: string): void {
    this.#live.textContent = text
  }
}
