import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { displayToken, escapeInvisible } from '../../src/tokens/display.js'

suite('escapeInvisible', () => {
  test('shows what would steer a terminal or turn text around', () => {
    assert.equal(
      escapeInvisible('a\u001b[31mb\u202ec\u0000\n'),
      'a\\u{1b}[31mb\\u{202e}c\\u{0}\\u{a}',
    )
    assert.equal(escapeInvisible('\u009b2J\u2066x\u2069'), '\\u{9b}2J\\u{2066}x\\u{2069}')
    assert.equal(escapeInvisible('\ud800x'), '\ufffdx')
  })

  test('shows what cannot be seen: odd spaces, fillers, private and no characters', () => {
    for (const character of ['\u00a0', '\u00ad', '\u200b', '\u3000', '\u3164', '\u034f', '\ufeff', '\ue000', '\uffff', '\u{e0041}'])
      assert.match(escapeInvisible(`a${character}b`), /^a\\u\{[0-9a-f]+\}b$/u)
  }) // prettier-ignore

  test('leaves letters of all scripts, emoji and plain spaces as they are', () => {
    for (const text of ['ज़ é 語 🧿 ##ing', 'שלום', 'مرحبا', '👩‍🚀', '👍🏽', '❤️', '🇩🇪', 'e\u0301'])
      assert.equal(escapeInvisible(text), text)
    assert.equal(escapeInvisible('a\u200db'), 'a\\u{200d}b')
  })
})

suite('displayToken', () => {
  const show = (token: string, ...rest: [number?, Parameters<typeof displayToken>[2]?]): string =>
    displayToken({ id: 7, token }, ...rest)

  test('reads the spelling, and marks spaces at the ends', () => {
    assert.equal(show('Ġthe', 24, 'byte-level'), '␣the')
    assert.equal(show('▁▁', 24, 'sentencepiece'), '␣␣')
    assert.equal(show('cafÃ©', 24, 'byte-level'), 'café')
    assert.equal(show('Ċĉ', 24, 'byte-level'), '\\n\\t')
    assert.equal(show('Ã', 24, 'byte-level'), '<0xC3>')
    assert.equal(show('<0x1B>', 24, 'sentencepiece'), '\\u{1b}')
    assert.equal(show('##ing', 24, 'wordpiece'), '##ing')
    assert.equal(show('Ġthe'), 'Ġthe')
    assert.equal(show('New York'), 'New York')
  })

  test('puts marks without a letter on a circle, and cuts piles of them', () => {
    assert.equal(show('\u0301'), '◌\u0301')
    assert.equal(show(`a${'\u0301'.repeat(40)}`), `a${'\u0301'.repeat(4)}…`)
  })

  test('shortens by characters as people count them', () => {
    assert.equal(show('🧿'.repeat(30), 5), '🧿🧿🧿🧿…')
    assert.equal(show('👩‍🚀'.repeat(6), 5), '👩‍🚀👩‍🚀👩‍🚀👩‍🚀…')
    assert.equal(show('abcde', 5), 'abcde')
  })

  test('has something to see, and to click, for the empty token', () => {
    assert.equal(show(''), '""')
    assert.equal(show('', 24, 'byte-level'), '""')
  })

  test('names rows without a token', () => {
    assert.equal(displayToken({ id: 7, token: undefined }), '#7')
  })
})
