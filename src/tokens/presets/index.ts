import { animals } from './animals.js'
import { capitals } from './capitals.js'
import { colours } from './colours.js'
import { countries } from './countries.js'
import { digits } from './digits.js'
import { europeanCapitals } from './european-capitals.js'
import { integers99 } from './integers-99.js'
import { integers999 } from './integers-999.js'
import { letters } from './letters.js'
import { months } from './months.js'
import { pronouns } from './pronouns.js'
import { punctuation } from './punctuation.js'
import { weekdays } from './weekdays.js'
import type { Preset } from './preset.js'

/** The token sets that ship with tokenprism. */
export const presets: readonly Preset[] = [
  letters,
  capitals,
  digits,
  integers99,
  integers999,
  weekdays,
  months,
  colours,
  countries,
  europeanCapitals,
  animals,
  pronouns,
  punctuation,
]
