import type { Theme } from '../figure/theme.js'

/** The colours of a page's style sheet: a figure drawn with them follows the page from light to dark. */
export const PAGE_THEME: Theme = {
  name: 'page',
  background: 'var(--background)',
  ink: 'var(--ink)',
  muted: 'var(--muted)',
  frame: 'var(--frame)',
  grid: 'var(--grid)',
  shade: 'var(--shade)',
  set: 'var(--set)',
  control: 'var(--control)',
  vocabulary: 'var(--vocabulary)',
  point: 'var(--point)',
  others: ['var(--other-1)', 'var(--other-2)', 'var(--other-3)', 'var(--other-4)'],
}
