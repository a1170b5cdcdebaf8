import type { Preset } from './preset.js'

export const letters: Preset = {
  name: 'letters',
  description: 'the 26 lower-case letters of the English alphabet',
  words: [...'abcdefghijklmnopqrstuvwxyz'],
}
