import type { Preset } from './preset.js'

export const digits: Preset = {
  name: 'digits',
  description: 'the ten digits, 0 to 9',
  words: [...'0123456789'],
}
