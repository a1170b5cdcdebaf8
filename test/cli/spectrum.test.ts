import assert from 'node:assert/strict'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { npyBytes } from '../../src/report/npy.js'
import { newFolder, tokenprism } from './run.js'

suite('tokenprism spectrum', () => {
  test('summarises the embedded model’s vocabulary and writes its files', async () => {
    const cwd = newFolder()
    const { code, stdout, stderr } = await tokenprism(
      ['spectrum', '--top', '2', '--tokens', '3', '--out', 'found'],
      { cwd },
    )
    assert.equal(stderr, '')
    assert.equal(code, 0)
    assert.match(stdout, /effective rank 352\.0 of 384, participation ratio 204\.9/)
    assert.match(stdout, /Singular vector 2: σ = 24\.45, 1\.67 % of the variance\n {2}\+ {2}\S+/)
    assert.doesNotMatch(stdout, /Singular vector 3/)
    assert.match(stdout, /6\.15 % of the variance removed; effective rank 352\.0 → 351\.0/)
    const files = readdirSync(join(cwd, 'found')).filter((name) => !name.startsWith('.'))
    for (const name of [
      'spectrum.csv',
      'poles.csv',
      'singular_values.npy',
      'spectrum.json',
      'spectrum.svg',
      'spectrum.png',
    ])
      assert.ok(files.includes(name), name)
    const svg = readFileSync(join(cwd, 'found', 'spectrum.svg'), 'utf8')
    assert.match(svg, /Singular values of the whole vocabulary/)
    const csv = readFileSync(join(cwd, 'found', 'spectrum.csv'), 'utf8')
      .trim()
      .split('\n')
    assert.equal(csv[0], 'index,singular_value,share,cumulative_share')
    assert.equal(csv.length, 385)
    assert.ok(Math.abs(Number(csv[384].split(',')[3]) - 1) < 1e-12)
    const poles = readFileSync(join(cwd, 'found', 'poles.csv'), 'utf8')
      .trim()
      .split('\n')
    assert.equal(poles.length, 1 + 2 * 2 * 3)
  })

  test('--format chooses the files, and refuses what a spectrum is not written as', async () => {
    const cwd = newFolder()
    const { code } = await tokenprism(
      ['spectrum', '--top', '1', '--out', 'found', '--format', 'pdf,csv'],
      { cwd },
    )
    assert.equal(code, 0)
    assert.deepEqual(
      readdirSync(join(cwd, 'found'))
        .filter((name) => !name.startsWith('.'))
        .sort(),
      ['poles.csv', 'spectrum.csv', 'spectrum.pdf'],
    )
    const html = await tokenprism(['spectrum', '--out', 'x', '--format', 'html'], { cwd })
    assert.equal(html.code, 2)
    assert.match(html.stderr, /svg, png, pdf, json, csv, npy/)
    assert.deepEqual(readdirSync(cwd), ['found'])
  })

  test('--json prints the numbers and nothing else', async () => {
    const { code, stdout } = await tokenprism(['spectrum', '--json', '--remove', '0'])
    assert.equal(code, 0)
    const found = JSON.parse(stdout) as {
      format: string
      singularValues: number[]
      allButTheTop: { share: number }
    }
    assert.equal(found.format, 'tokenprism-spectrum')
    assert.equal(found.singularValues.length, 384)
    assert.equal(found.allButTheTop.share, 0)
  })

  test('of a single column has no share of its first directions, and counts one row as one', async () => {
    const cwd = newFolder()
    const values = Float64Array.from({ length: 50 }, (_, i) => Math.sin(i))
    writeFileSync(join(cwd, 'narrow.npy'), npyBytes(values, [50, 1]))
    const { code, stdout } = await tokenprism(['spectrum', 'narrow.npy', '--out', 'x'], { cwd })
    assert.equal(code, 0)
    assert.match(stdout, /effective rank 1\.0 of 1/)
    assert.doesNotMatch(stdout, /share of the first/)
    assert.match(stdout, / 1 row has no direction and is in no pair/)
    const other = await tokenprism(['spectrum', 'narrow.npy', '--tensor', 'nosuch'], { cwd })
    assert.match(other.stderr, /found +one tensor, narrow\n/)
  })

  test('what the shape does not allow is wrong usage, and leaves nothing behind', async () => {
    const cwd = newFolder()
    const { code, stderr } = await tokenprism(['spectrum', '--top', '999', '--out', 'x'], { cwd })
    assert.equal(code, 2)
    assert.match(stderr, /expected +a whole number from 1 to 384\n +found +999/)
    assert.deepEqual(readdirSync(cwd), [])
  })
})
