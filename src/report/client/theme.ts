/** Told to the document when colours change, so that what is painted is painted anew. */
export const THEME_CHANGE = 'themechange'

/** The button that swaps light and dark; until it is used, the system's wish holds. */
export function startThemeToggle(): void {
  const button = document.getElementById('theme')
  const root = document.documentElement
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const isDark = (): boolean =>
    root.dataset.theme === undefined ? dark.matches : root.dataset.theme === 'dark'
  const show = (): void => {
    button?.setAttribute('aria-pressed', String(isDark()))
    document.dispatchEvent(new Event(THEME_CHANGE))
  }
  button?.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark'
    show()
  })
  dark.addEventListener('change', show)
  // Paper is always light.
  for (const moment of ['beforeprint', 'afterprint'] as const) addEventListener(moment, show)
  matchMedia('print').addEventListener('change', show)
  if (button) button.hidden = false
  show()
}

/** A colour of the style sheet as it is now, `var(--set)` for example: red, green and blue. */
export function currentColour(colour: string): readonly number[] {
  const probe = document.createElement('span')
  probe.style.color = colour
  document.body.append(probe)
  const channels = getComputedStyle(probe).color.match(/\d+/g) ?? []
  probe.remove()
  return channels.slice(0, 3).map(Number)
}
