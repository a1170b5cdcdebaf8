import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tokenKind } from '../../src/tokens/kind.js'

test('tokenKind goes by the sign with which each spelling begins words', () => {
  assert.equal(tokenKind('the', 'wordpiece'), 'word')
  assert.equal(tokenKind('##ing', 'wordpiece'), 'part of a word')
  assert.equal(tokenKind('Ġthe', 'byte-level'), 'word')
  assert.equal(tokenKind('ing', 'byte-level'), 'part of a word')
  assert.equal(tokenKind('▁the', 'sentencepiece'), 'word')
  assert.equal(tokenKind('the</w>', 'end-of-word'), 'word')
  assert.equal(tokenKind('ing', 'end-of-word'), 'part of a word')
  assert.equal(tokenKind('the', 'plain'), 'word')
})

test('tokenKind tells numbers, signs, other scripts and special tokens apart', () => {
  for (const token of ['12', '##7', '.', '##', '+', '€'])
    assert.equal(tokenKind(token, 'wordpiece'), 'number or sign', token)
  for (const token of ['語', '##ज', 'привет', 'α'])
    assert.equal(tokenKind(token, 'wordpiece'), 'other script', token)
  for (const token of ['[CLS]', '[unused12]', undefined, '<s>', '<|endoftext|>'])
    assert.equal(tokenKind(token, 'wordpiece'), 'special', token)
  assert.equal(tokenKind('<0xC3>', 'sentencepiece'), 'special')
  assert.equal(tokenKind('Ġ<', 'byte-level'), 'number or sign')
  assert.equal(tokenKind('é', 'plain'), 'word')
})
