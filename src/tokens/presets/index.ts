import { digits } from './digits.js'
import { letters } from './letters.js'
import { months } from './months.js'
import type { Preset } from './preset.js'
import { weekdays } from './weekdays.js'

/** The token sets that ship with tokenprism. */
export const presets: readonly Preset[] = [letters, digits, weekdays, months]
