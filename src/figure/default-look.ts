/** How figures look if nothing is said. */
export const DEFAULT_LOOK = { theme: 'light', scale: 'raw' } as const
