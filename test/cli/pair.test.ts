import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { newFolder, tokenprism } from './run.js'

suite('tokenprism pair', () => {
  test('--format chooses its files: the figure in three formats, and both embeddings', async () => {
    const cwd = newFolder()
    const args = ['pair', '1', '2', '--out', 'out', '--format', 'pdf,csv']
    const { code, stdout, stderr } = await tokenprism(args, { cwd })
    assert.equal(code, 0, stderr)
    assert.match(stdout, /files +out: pair\.csv pair\.pdf\n/)
    const files = readdirSync(join(cwd, 'out')).filter((name) => !name.startsWith('.'))
    assert.deepEqual(files.sort(), ['pair.csv', 'pair.pdf'])
    const rows = readFileSync(join(cwd, 'out', 'pair.csv'), 'utf8')
      .trimEnd()
      .split('\n')
    assert.equal(rows.length, 1 + 384)
  })
})
