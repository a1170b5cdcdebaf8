import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { localFiles as browserFiles } from '../../src/bytes/local-files.browser.js'
import { localFiles } from '../../src/bytes/local-files.node.js'
import { Io, NotFound, Unsupported } from '../../src/errors.js'

suite('local files in Node', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tokenprism-test-'))
  after(() => {
    rmSync(folder, { recursive: true })
  })

  test('a read gives exactly the bytes asked for', async () => {
    writeFileSync(
      join(folder, 'a.bin'),
      Uint8Array.from({ length: 100 }, (_, i) => i),
    )
    const source = await localFiles.openFile(folder, 'a.bin')
    assert.equal(source.size, 100)
    assert.deepEqual([...(await source.read(97, 3))], [97, 98, 99])
    assert.equal((await source.read(100, 0)).length, 0)
  })

  test('a file that changes after it was opened is an error, not a mixture', async () => {
    writeFileSync(join(folder, 'b.bin'), new Uint8Array(10))
    const source = await localFiles.openFile(folder, 'b.bin')
    writeFileSync(join(folder, 'b.bin'), new Uint8Array(5))
    await assert.rejects(source.read(0, 5), Io)
  })

  test('a missing file is NotFound and names itself', async () => {
    await assert.rejects(localFiles.openFile(folder, 'c.bin'), (error: NotFound) => {
      assert.ok(error instanceof NotFound)
      assert.match(error.message, /c\.bin/)
      return true
    })
  })

  test('kindOf tells files, folders and nothing apart', async () => {
    writeFileSync(join(folder, 'd.bin'), '')
    assert.equal(await localFiles.kindOf(folder), 'folder')
    assert.equal(await localFiles.kindOf(join(folder, 'd.bin')), 'file')
    assert.equal(await localFiles.kindOf(join(folder, 'none')), 'missing')
    assert.equal(await localFiles.kindOf(join(folder, 'd.bin', 'below')), 'missing')
  })
})

test('in a page there is nothing at any local path, and opening one is refused', async () => {
  assert.equal(await browserFiles.kindOf('x'), 'missing')
  await assert.rejects(browserFiles.openFile('x', 'y'), Unsupported)
  assert.throws(() => browserFiles.embeddedModelFolder(), Unsupported)
})
