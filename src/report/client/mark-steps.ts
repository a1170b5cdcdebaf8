import type { Steps, Stop } from './interaction.js'
import { signed } from './signed.js'

/** A mark: its stop, and the half of its size. */
interface Mark extends Stop {
  readonly reach: number
}

type Series = readonly Mark[]

/** Which mark of which series. */
type Place = readonly [series: number, mark: number]

/** Around a mark, in px of the view box. */
const REACH = 7

/**
 * The marks of a figure, read from its SVG: whatever has `data-tip`, a group to a series, and the vertices of lines with
 * `data-values`. Left and right step along a series; up and down go to the nearest mark of another.
 */
export function markSteps(svg: SVGSVGElement): Steps<Place> {
  const series = [...tippedSeries(svg), ...lineSeries(svg)].filter((marks) => marks.length > 0)
  const last = series.length - 1
  return {
    near(x, y) {
      let best: Place | undefined
      let least = Infinity
      series.forEach((marks, s) => {
        marks.forEach((mark, m) => {
          const [dx, dy] = [Math.abs(mark.x - x), Math.abs(mark.y - y)]
          const distance = Math.hypot(dx, dy)
          if (Math.max(dx, dy) > mark.reach || distance >= least) return
          best = [s, m]
          least = distance
        })
      })
      return best
    },
    move(from, key) {
      if (series.length === 0 || !KEYS.has(key)) return undefined
      if (!from) return [0, 0]
      const [s, m] = from
      const end = series[s].length - 1
      if (key === 'Home') return [s, 0]
      if (key === 'End') return [s, end]
      const step = KEYS.get(key) ?? 0
      if (series.length > 1 && (key === 'ArrowUp' || key === 'ArrowDown')) {
        const other = Math.max(0, Math.min(last, s + step))
        return other === s ? from : [other, nearestByX(series[other], series[s][m].x)]
      }
      // Beyond the end of a series the next one begins, so that one key reaches every mark.
      if (m + step > end) return s === last ? from : [s + 1, 0]
      if (m + step < 0) return s === 0 ? from : [s - 1, series[s - 1].length - 1]
      return [s, m + step]
    },
    stop: ([s, m]) => series[s][m],
  }
}

const KEYS: ReadonlyMap<string, number> = new Map([
  ['ArrowLeft', -1],
  ['ArrowRight', 1],
  ['ArrowUp', -1],
  ['ArrowDown', 1],
  ['Home', 0],
  ['End', 0],
])

function nearestByX(marks: Series, x: number): number {
  let best = 0
  marks.forEach((mark, m) => {
    if (Math.abs(mark.x - x) < Math.abs(marks[best].x - x)) best = m
  })
  return best
}

function tippedSeries(svg: SVGSVGElement): Series[] {
  const groups = new Map<Element | null, Mark[]>()
  for (const element of svg.querySelectorAll<SVGGraphicsElement>('[data-tip]')) {
    const { x, y, width, height } = element.getBBox()
    const group = groups.get(element.parentElement) ?? []
    groups.set(element.parentElement, group)
    group.push({
      x: x + width / 2,
      y: y + height / 2,
      reach: Math.max(REACH, width / 2, height / 2),
      text: element.dataset.tip ?? '',
    })
  }
  // What lies behind the marks, as a shaded area, stands in the drawing itself: it comes after all that are grouped.
  return [...groups]
    .sort(([a], [b]) => Number(a === svg) - Number(b === svg))
    .map(([, marks]) => marks)
}

/** Lines over dimensions, or what `data-of` names: the tip is the line's name, the dimension and the value there. */
function lineSeries(svg: SVGSVGElement): Series[] {
  return [...svg.querySelectorAll<SVGPathElement>('path[data-values]')].map((path) => {
    const values = (path.dataset.values ?? '').split(' ')
    const { name = '', of = 'dimension', first = '0' } = path.dataset
    const vertices = [...(path.getAttribute('d') ?? '').matchAll(/[ML]?([-\d.]+)[ ,]([-\d.]+)/g)]
    return vertices.map(([, x, y], i) => ({
      x: Number(x),
      y: Number(y),
      reach: REACH,
      text: `${name}, ${of} ${Number(first) + i}: ${signed(values[i])}`,
    }))
  })
}
