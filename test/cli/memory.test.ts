import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { after, suite, test } from 'node:test'
import { promisify } from 'node:util'
import { writeBf16File } from '../../bench/harness/bf16-file.js'
import { bundleCommand } from '../../build/command.js'
import { tokenizerJson } from '../model/tiny-model.js'
import { newFolder } from './run.js'

const [ROWS, DIM] = [128_256, 4096]
const model = await writeBf16File(ROWS, DIM)
after(() => model.remove())

// As it is shipped: compiling sources as they are loaded takes memory itself. It lies where it finds its packages.
const dist = join(import.meta.dirname, '..', '..', 'dist')
mkdirSync(dist, { recursive: true })
const command = mkdtempSync(join(dist, 'test-'))
after(() => {
  rmSync(command, { recursive: true })
})
await bundleCommand(command)

/** Lets the process believe in 32 processors, and writes, as it ends, the most memory that it had, in KB. */
const MANY_PROCESSORS =
  "import os from'node:os';import{syncBuiltinESMExports}from'node:module';" +
  'os.availableParallelism=()=>32;syncBuiltinESMExports();' +
  "import{isMainThread}from'node:worker_threads';" +
  "isMainThread&&process.on('exit',()=>process._rawDebug(`peak ${process.resourceUsage().maxRSS}`))"

suite('a table of 1 GB on disk', () => {
  test('is analysed, projected and drawn in 300 MB, however many processors there are', async () => {
    const tokens = ['<s>', ...'abcdefghijklmnopqrstuvwxyz']
    for (let i = tokens.length; i < ROWS; i++) tokens.push(`word${i}`)
    const tokenizer = JSON.stringify(tokenizerJson(tokens, ['<s>']))
    await writeFile(join(dirname(model.path), 'tokenizer.json'), tokenizer)
    const tell = `--import=data:text/javascript,${encodeURIComponent(MANY_PROCESSORS)}`
    const out = join(newFolder(), 'out')
    const args = ['analyze', model.path, '--set', 'letters', '--controls', '99', '--out', out]
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [
      tell,
      join(command, 'main.js'),
      ...args,
    ])
    assert.match(stdout, /128,256/)
    const peak = Number(/peak (\d+)/.exec(stderr)?.[1]) / 1000
    assert.ok(peak < 300, `${peak} MB`)
  })
})
