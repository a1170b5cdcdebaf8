import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { after, suite, test } from 'node:test'
import { byteLevelTokenizer, remove, writeTinyModel } from '../model/tiny-model.js'
import { newFolder, tokenprism } from './run.js'

const tokens = [...'abcdefgh']
const model = writeTinyModel({
  tokens,
  rows: tokens.map((_, i) => [i, i * i, 1]),
  tokenizer: {
    ...byteLevelTokenizer(tokens),
    pre_tokenizer: {
      type: 'Split',
      pattern: { Regex: '((a*)*)*$' },
      behavior: 'Isolated',
      invert: false,
    },
  },
})
after(() => {
  remove(model)
})
const set = `b,c,${'a'.repeat(60)}b`

suite('a model whose tokenizer.json has a pattern without end', () => {
  for (const args of [
    ['tokens', model, '--set', set, '--split', 'skip'],
    ['pair', model, 'b', set.slice(4)],
  ])
    test(`is told by tokenprism ${args[0]}`, async () => {
      const cwd = newFolder()
      const { code, stdout, stderr } = await tokenprism(args, { cwd })
      assert.equal(code, 1, stderr)
      assert.match(
        stderr,
        /^tokenprism: .*tokenizer\.json\n {2}expected {2}patterns that cut words/,
      )
      assert.match(stderr, /\n {2}next {6}.*Regex/)
      assert.equal(stdout, '')
      assert.deepEqual(readdirSync(cwd), [])
    })

  for (const [signal, expected] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    test(`${signal} ends it, and leaves nothing behind`, async () => {
      const cwd = newFolder()
      const { code } = await tokenprism(['analyze', model, '--set', set], {
        cwd,
        onStart: (child) => {
          // Once the hidden folder is there, the run is under way; soon after it cuts words, for as long as it is let.
          const look = setInterval(() => {
            if (readdirSync(cwd).length === 0) return
            clearInterval(look)
            setTimeout(() => child.kill(signal), 1000)
          }, 20)
        },
      })
      assert.equal(code, expected)
      assert.deepEqual(readdirSync(cwd), [])
    })
})
