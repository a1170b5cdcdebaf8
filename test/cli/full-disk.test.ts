import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { suite, test } from 'node:test'
import { newFolder, tokenprism } from './run.js'

suite('a disk that has no room for a figure', () => {
  const compare = ['compare', '--set', 'weekdays', '--set', 'months', '--controls', '9']
  for (const [args, maxFileBlocks] of [
    // The SVG does not fit, while its PNG is being made.
    [['pair', '1', '2', '--format', 'svg,png'], 20],
    // The SVG fits, and the PNG does not.
    [['pair', '1', '2', '--format', 'svg,png'], 90],
    [['pair', '1', '2', '--format', 'pdf'], 8],
    [[...compare, '--format', 'svg,png'], 8],
  ] as const)
    test(`${args.join(' ')}, files of at most ${maxFileBlocks} KB: an error in words, and nothing left`, async () => {
      const cwd = newFolder()
      const { code, stderr } = await tokenprism([...args, '--out', 'out'], { cwd, maxFileBlocks })
      assert.match(stderr, /^tokenprism: .*out\n {2}expected .*\n {2}found .*\n {2}next /)
      assert.equal(code, 1)
      assert.deepEqual(readdirSync(cwd), [])
    })
})
