import { Tip } from './tip.js'

/** A place in a figure that has something to say, in the units of its view box. */
export interface Stop {
  readonly x: number
  readonly y: number
  readonly text: string
}

/** The stops of a figure, under keys that mean something to their maker. */
export interface Steps<Key> {
  /** The stop at a place, or near enough to it. */
  near(x: number, y: number): Key | undefined
  /** Where a key of the keyboard leads from a stop, or into the figure. */
  move(from: Key | undefined, key: string): Key | undefined
  stop(key: Key): Stop
}

/** What else can be done with a figure once it listens. */
export interface Interaction<Key> {
  /** Shows a stop as if it had been stepped to. */
  go(key: Key): void
}

const SVG = 'http://www.w3.org/2000/svg'

/** Where the pointer was last. When the page scrolls below one at rest, as after a link, nobody pointed at anything. */
let pointer = { x: NaN, y: NaN }
for (const moment of ['pointermove', 'pointerdown'] as const)
  document.addEventListener(moment, ({ clientX: x, clientY: y }) => {
    pointer = { x, y }
  })

/** Lets a figure be pointed at and stepped through: a ring around the stop, its text beside it and read aloud. */
export function stepThrough<Key>(
  plot: HTMLElement,
  svg: SVGSVGElement,
  steps: Steps<Key>,
): Interaction<Key> {
  const tip = Tip.shared()
  const ring = document.createElementNS(SVG, 'circle')
  ring.setAttribute('r', '8')
  ring.setAttribute('class', 'ring')
  let current: Key | undefined

  const show = (key: Key): void => {
    current = key
    const { x, y, text } = steps.stop(key)
    ring.setAttribute('cx', String(x))
    ring.setAttribute('cy', String(y))
    svg.append(ring)
    const place = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM() ?? undefined)
    tip.show(text, place.x, place.y)
  }
  const hide = (): void => {
    ring.remove()
    tip.hide()
  }
  plot.addEventListener('pointermove', (event) => {
    if (event.clientX === pointer.x && event.clientY === pointer.y) return
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(
      svg.getScreenCTM()?.inverse(),
    )
    const key = steps.near(x, y)
    if (key === undefined) hide()
    else show(key)
  })
  plot.addEventListener('pointerleave', hide)
  plot.addEventListener('blur', () => {
    hide()
    // What was said of this figure is nothing of the next.
    tip.say('')
  })
  plot.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide()
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const key = steps.move(current, event.key)
    if (key === undefined) return
    event.preventDefault()
    show(key)
    tip.say(steps.stop(key).text)
  })
  return {
    go(key) {
      plot.focus({ preventScroll: true })
      plot.scrollIntoView({ block: 'center' })
      show(key)
      tip.say(steps.stop(key).text)
    },
  }
}
