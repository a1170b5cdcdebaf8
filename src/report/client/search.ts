import type { ReportData } from '../report-data.js'
import { numbersAlike } from '../../figure/numbers-alike.js'
import type { Interaction } from './interaction.js'

/** Matches offered at a time. */
const OFFERED = 12

/**
 * The search field of the projection plot: a combobox (W3C ARIA practices) that offers tokens as they are typed; Enter or
 * a click goes to the chosen one's point.
 */
export function startSearch(data: ReportData, plot: Interaction<number>): void {
  const field = document.querySelector<HTMLInputElement>('#search')
  const list = document.getElementById('matches')
  const note = document.getElementById('match-count')
  if (!field || !list || !note) return
  const lower = data.tokens.map((token) => token.toLowerCase())
  const projection = numbersAlike([data.values])
  let matches: readonly number[] = []
  let chosen = 0

  const close = (): void => {
    list.hidden = true
    field.setAttribute('aria-expanded', 'false')
    field.removeAttribute('aria-activedescendant')
  }
  const show = (): void => {
    const found = findTokens(lower, field.value)
    matches = found.slice(0, OFFERED)
    chosen = 0
    note.textContent = field.value.trim() === '' ? '' : counted(found.length)
    list.replaceChildren(
      ...matches.map((id, i) => {
        const option = document.createElement('li')
        option.role = 'option'
        option.id = `match-${i}`
        const token = document.createElement('bdi')
        token.textContent = data.tokens[id]
        const number = document.createElement('span')
        number.textContent = `${id}  ${projection(data.values[id])}`
        option.append(token, number)
        // Before the field loses its focus and the list goes.
        option.addEventListener('pointerdown', (event) => {
          event.preventDefault()
          go(i)
        })
        return option
      }),
    )
    if (matches.length === 0) close()
    else {
      list.hidden = false
      field.setAttribute('aria-expanded', 'true')
      choose(0)
    }
  }
  const choose = (i: number): void => {
    chosen = (i + matches.length) % matches.length
    ;[...list.children].forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === chosen))
    })
    field.setAttribute('aria-activedescendant', `match-${chosen}`)
    list.children[chosen].scrollIntoView({ block: 'nearest' })
  }
  const go = (i: number): void => {
    close()
    plot.go(matches[i])
  }
  field.addEventListener('input', show)
  field.addEventListener('blur', close)
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && matches.length > 0) go(chosen)
    else if (event.key === 'ArrowDown' && matches.length > 0) choose(list.hidden ? 0 : chosen + 1)
    else if (event.key === 'ArrowUp' && matches.length > 0) choose(chosen - 1)
    else return
    event.preventDefault()
  })
}

/** The ids whose token is the text, then those that begin with it, then those that hold it; `id:102` is that id. */
export function findTokens(lower: readonly string[], text: string): number[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return []
  const [, digits] = /^(?:id:|#)(\d+)$/.exec(wanted) ?? []
  if (digits !== undefined) return Number(digits) < lower.length ? [Number(digits)] : []
  const [exact, first, inside]: [number[], number[], number[]] = [[], [], []]
  lower.forEach((token, id) => {
    const at = token.indexOf(wanted)
    if (at < 0) return
    if (token.length === wanted.length) exact.push(id)
    else if (at === 0) first.push(id)
    else inside.push(id)
  })
  return [...exact, ...first, ...inside]
}

function counted(count: number): string {
  if (count === 0) return 'no token has it'
  return count === 1 ? '1 token' : `${count.toLocaleString('en')} tokens`
}
