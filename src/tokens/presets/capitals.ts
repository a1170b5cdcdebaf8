import type { Preset } from './preset.js'

export const capitals: Preset = {
  name: 'capitals',
  description: 'the 26 capital letters of the English alphabet',
  words: [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
}
