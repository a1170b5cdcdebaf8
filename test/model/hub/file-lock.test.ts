import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { withFileLock } from '../../../src/model/hub/file-lock.node.js'
import { newFolder } from '../../cli/run.js'

const DEAD = JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), id: 'x' })

/** Many at a time, over a lock that a dead holder left; the most that were ever in at once. */
async function crowd(path: string): Promise<number> {
  let inside = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 12 }, async (_, i) => {
      // Not in step: one looks while another takes it away.
      await sleep(i % 4)
      return withFileLock(path, async () => {
        most = Math.max(most, ++inside)
        await sleep(2)
        inside--
      })
    }),
  )
  return most
}

suite('the lock of a file', () => {
  test('of a dead holder lets in one at a time, however many find it dead at once', async () => {
    for (let round = 0; round < 10; round++) {
      const folder = join(newFolder(), 'locks')
      mkdirSync(folder)
      writeFileSync(join(folder, 'a.lock'), DEAD)
      assert.equal(await crowd(join(folder, 'a.lock')), 1)
      assert.deepEqual(readdirSync(folder), [])
    }
  })

  test('is taken though someone died while breaking it', async () => {
    const path = join(newFolder(), 'a.lock')
    writeFileSync(path, DEAD)
    writeFileSync(`${path}.breaking`, '')
    const long = new Date(Date.now() - 60_000)
    utimesSync(`${path}.breaking`, long, long)
    assert.equal(await withFileLock(path, async () => 7), 7)
  })
})
