import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import * as tokenprism from 'tokenprism'

const root = join(import.meta.dirname, '..')

test('VERSION is that of package.json, and the changelog knows it', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string
  }
  assert.equal(tokenprism.VERSION, version)
  assert.match(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), new RegExp(`^## ${version}`, 'm'))
})

test('the library exports what its contents page names, and nothing by default', () => {
  assert.ok(!('default' in tokenprism))
  for (const name of [
    'openModel',
    'analyze',
    'renderFigures',
    'svd',
    'comparePair',
    'analysisToJson',
  ])
    assert.equal(typeof tokenprism[name as keyof typeof tokenprism], 'function', name)
})

test('every dependency has its line in docs/dependencies.md', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >
  const page = readFileSync(join(root, 'docs', 'dependencies.md'), 'utf8')
  const names = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)]
  assert.deepEqual(
    names.filter((name) => !page.includes(`\`${name}\``)),
    [],
  )
})
