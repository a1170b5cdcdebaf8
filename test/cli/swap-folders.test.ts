import assert from 'node:assert/strict'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { makeDraft, sweepDrafts } from '../../cli/drafts.js'
import { writeMark } from '../../cli/folder-mark.js'
import { swapIn } from '../../cli/swap-folders.js'
import { newFolder } from './run.js'

/** A folder as tokenprism writes it, with one file. */
async function folderWith(path: string, content: string): Promise<string> {
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, 'pair.json'), content)
  await writeMark(path, new Map([['pair.json', content.length]]))
  return path
}

const contentOf = (folder: string) => readFileSync(join(folder, 'pair.json'), 'utf8')

suite('swapIn', () => {
  test('replaces the folder and leaves nothing beside it', async () => {
    const parent = newFolder()
    const target = await folderWith(join(parent, 'out'), 'old')
    const draft = await makeDraft(target)
    await folderWith(draft.next, 'new')
    await swapIn(draft, target)
    assert.equal(contentOf(target), 'new')
    assert.deepEqual(readdirSync(parent), ['out'])
  })

  test('puts the old folder back when the new one cannot take its place', async () => {
    const parent = newFolder()
    const target = await folderWith(join(parent, 'out'), 'old')
    const draft = await makeDraft(target)
    rmSync(draft.next, { recursive: true })
    await assert.rejects(swapIn(draft, target), /ENOENT/)
    assert.equal(contentOf(target), 'old')
  })

  test('puts it back, whole, when another’s file came into it meanwhile', async () => {
    const parent = newFolder()
    const target = await folderWith(join(parent, 'out'), 'old')
    const draft = await makeDraft(target)
    await folderWith(draft.next, 'new')
    writeFileSync(join(target, 'thesis.tex'), 'years')
    await assert.rejects(swapIn(draft, target), /thesis\.tex/)
    assert.deepEqual(readdirSync(target).sort(), ['.tokenprism.json', 'pair.json', 'thesis.tex'])
    assert.equal(contentOf(target), 'old')
  })

  test('takes a folder of the name of a file for another’s, and what desktops leave for nothing', async () => {
    const parent = newFolder()
    const target = await folderWith(join(parent, 'out'), 'old')
    writeFileSync(join(target, '.DS_Store'), 'x')
    const draft = await makeDraft(target)
    await folderWith(draft.next, 'new')
    rmSync(join(target, 'pair.json'))
    mkdirSync(join(target, 'pair.json'))
    await assert.rejects(swapIn(draft, target), /changed since: pair\.json/)
    rmSync(join(target, 'pair.json'), { recursive: true })
    await swapIn(draft, target)
    assert.equal(contentOf(target), 'new')
    assert.deepEqual(readdirSync(parent), ['out'])
  })
})

suite('sweepDrafts', () => {
  /** As a process that is gone would have left it: no process has the highest number. */
  const orphan = (path: string) => {
    const gone = path.replace(/-\d+-(\w+)$/, '-4194999-$1')
    renameSync(path, gone)
    return gone
  }

  test('removes what a killed process left, and nothing of one that runs', async () => {
    const parent = newFolder()
    const target = join(parent, 'out')
    const running = await makeDraft(target)
    const killed = await makeDraft(target)
    await folderWith(killed.next, 'half')
    orphan(killed.path)
    await sweepDrafts(parent)
    assert.deepEqual(
      readdirSync(parent).map((name) => join(parent, name)),
      [running.path],
    )
  })

  test('puts back the folder that a process had taken away when it was killed', async () => {
    const parent = newFolder()
    const target = await folderWith(join(parent, 'out'), 'old')
    const killed = await makeDraft(target)
    await folderWith(killed.next, 'half')
    renameSync(target, killed.previous)
    orphan(killed.path)
    await sweepDrafts(parent)
    assert.equal(contentOf(target), 'old')
    assert.deepEqual(readdirSync(parent), ['out'])
  })

  test('removes the replaced folder when the new one was in its place already', async () => {
    const parent = newFolder()
    const target = await folderWith(join(parent, 'out'), 'old')
    const killed = await makeDraft(target)
    renameSync(target, killed.previous)
    await folderWith(target, 'new')
    orphan(killed.path)
    await sweepDrafts(parent)
    assert.equal(contentOf(target), 'new')
    assert.deepEqual(readdirSync(parent), ['out'])
    assert.ok(!existsSync(killed.path))
  })
})
