import assert from 'node:assert/strict'
import { test } from 'node:test'
import { displayToken, escapeInvisible } from '../../src/tokens/display.js'

test('escapeInvisible shows what would steer a terminal or turn text around', () => {
  assert.equal(
    escapeInvisible('a\u001b[31mb\u202ec\u0000\n'),
    'a\\u{1b}[31mb\\u{202e}c\\u{0}\\u{a}',
  )
  assert.equal(escapeInvisible('\ud800x'), '\ufffdx')
  assert.equal(escapeInvisible('ज़ é 語 🧿 ##ing'), 'ज़ é 語 🧿 ##ing')
})

test('displayToken shortens by characters and names rows without a token', () => {
  assert.equal(displayToken({ id: 7, token: undefined }), '#7')
  assert.equal(displayToken({ id: 7, token: '🧿'.repeat(30) }, 5), '🧿🧿🧿🧿…')
  assert.equal(displayToken({ id: 7, token: 'abcde' }, 5), 'abcde')
})
