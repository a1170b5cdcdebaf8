import assert from 'node:assert/strict'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { newFolder, tokenprism } from './run.js'

suite('the output folder', () => {
  test('that cannot be written is an error before anything else', async () => {
    const cwd = newFolder()
    writeFileSync(join(cwd, 'file'), 'mine')
    for (const out of ['file', 'file/below', '/proc/tokenprism']) {
      const { code, stderr } = await tokenprism(['--out', out], { cwd })
      assert.equal(code, 1)
      assert.match(stderr, /--out/)
    }
    assert.deepEqual(readdirSync(cwd), ['file'])
    assert.equal(readFileSync(join(cwd, 'file'), 'utf8'), 'mine')
  })

  test(
    'in a place where nothing can be made is an error, and no endless search',
    { skip: !existsSync('/proc/self'), timeout: 60_000 },
    async () => {
      let child: { kill(signal: 'SIGKILL'): boolean } | undefined
      const late = setTimeout(() => child?.kill('SIGKILL'), 50_000)
      const { code, stderr } = await tokenprism(['--out', '/proc/none/out'], {
        onStart: (started) => (child = started),
      })
      clearTimeout(late)
      assert.equal(code, 1)
      assert.match(stderr, /expected +a place where a folder can be written\n +found +ENOENT/)
    },
  )

  test('is never the working directory, a folder around it, or nothing', async () => {
    const cwd = newFolder()
    for (const out of ['.', '..', '', '/']) {
      const { code, stderr } = await tokenprism(['--out', out], { cwd })
      assert.equal(code, 2)
      assert.match(stderr, /expected {2}the path of a folder of its own/)
    }
    assert.deepEqual(readdirSync(cwd), [])
  })

  test('with files of others is left alone', async () => {
    const cwd = newFolder()
    mkdirSync(join(cwd, 'work'))
    writeFileSync(join(cwd, 'work', 'thesis.tex'), 'years')
    const { code, stderr } = await tokenprism(['--out', 'work'], { cwd })
    assert.equal(code, 1)
    assert.match(stderr, /thesis\.tex/)
    assert.deepEqual(readdirSync(join(cwd, 'work')), ['thesis.tex'])
  })

  test('with someone’s own analysis.json is left alone', async () => {
    const cwd = newFolder()
    mkdirSync(join(cwd, 'work'))
    writeFileSync(join(cwd, 'work', 'analysis.json'), '{"mine": true}')
    assert.equal((await tokenprism(['--out', 'work'], { cwd })).code, 1)
    assert.equal(readFileSync(join(cwd, 'work', 'analysis.json'), 'utf8'), '{"mine": true}')
  })

  test('of an earlier run is replaced after success, and kept after failure', async () => {
    const cwd = newFolder()
    const stored = () => readFileSync(join(cwd, 'out', 'analysis.json'), 'utf8')
    const label = () => (JSON.parse(stored()) as { set: { label: string } }).set.label
    await tokenprism(['--out', 'out', '--set', 'digits'], { cwd })
    assert.equal(label(), 'digits')
    const before = stored()
    await tokenprism(['--out', 'out', '--set', 'red,tokenprism'], { cwd })
    assert.equal(stored(), before)
    await tokenprism(['--out', 'out', '--set', 'weekdays'], { cwd })
    assert.equal(label(), 'weekdays')
    // In whatever order its threads have finished.
    const mark = JSON.parse(readFileSync(join(cwd, 'out', '.tokenprism.json'), 'utf8')) as {
      files: object
    }
    assert.deepEqual(Object.keys(mark.files), Object.keys(mark.files).sort())
    await tokenprism(['pair', '--out', 'out', '1', '2'], { cwd })
    assert.deepEqual(readdirSync(join(cwd, 'out')), [
      '.tokenprism.json',
      'pair.json',
      'pair.png',
      'pair.svg',
    ])
    assert.deepEqual(readdirSync(cwd), ['out'])
  })

  test('that someone worked in is left alone', async () => {
    const cwd = newFolder()
    const out = join(cwd, 'out')
    const again = () => tokenprism(['pair', '1', '2', '--out', 'out'], { cwd })
    const changes: Record<string, [() => void, () => void]> = {
      'files that were changed since: pair.json': [
        () => {
          appendFileSync(join(out, 'pair.json'), ' ')
        },
        () => {
          truncateSync(join(out, 'pair.json'), statSync(join(out, 'pair.json')).size - 1)
        },
      ],
      'other files: notes.txt': [
        () => {
          writeFileSync(join(out, 'notes.txt'), 'mine')
        },
        () => {
          rmSync(join(out, 'notes.txt'))
        },
      ],
      'without its mark': [
        () => {
          renameSync(join(out, '.tokenprism.json'), join(cwd, 'mark'))
        },
        () => {
          renameSync(join(cwd, 'mark'), join(out, '.tokenprism.json'))
        },
      ],
    }
    assert.equal((await again()).code, 0)
    for (const [message, [change, undo]] of Object.entries(changes)) {
      change()
      const before = readdirSync(out)
      const { code, stderr } = await again()
      assert.equal(code, 1)
      assert.ok(stderr.includes(message), stderr)
      assert.deepEqual(readdirSync(out), before)
      undo()
    }
    // A file that was taken away is no loss.
    rmSync(join(out, 'pair.svg'))
    assert.equal((await again()).code, 0)
    assert.ok(existsSync(join(out, 'pair.svg')))
  })

  test('behind a link is replaced where it lies; the link stays', async () => {
    const cwd = newFolder()
    mkdirSync(join(cwd, 'real'))
    symlinkSync('real', join(cwd, 'link'))
    assert.equal((await tokenprism(['--out', 'link', '--set', 'digits'], { cwd })).code, 0)
    assert.ok(existsSync(join(cwd, 'real', 'analysis.json')))
    assert.deepEqual(readdirSync(cwd).sort(), ['link', 'real'])
  })

  for (const [signal, expected] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    // prettier-ignore
    test(`${signal} leaves nothing behind and exits with ${expected}`, async () => {
      const cwd = newFolder()
      const { code } = await tokenprism(['--out', 'deep/out'], {
        cwd,
        onStart: (child) => {
          // Once the hidden folder is there, the run is under way.
          const timer = setInterval(() => {
            if (!existsSync(join(cwd, 'deep'))) return
            clearInterval(timer)
            child.kill(signal)
          }, 1)
        },
      })
      assert.equal(code, expected)
      assert.deepEqual(readdirSync(cwd), [])
    })

  test('of a run that was killed is there whole for the next one, and nothing else is left', async () => {
    const cwd = newFolder()
    await tokenprism(['--out', 'out', '--set', 'digits'], { cwd })
    const { code } = await tokenprism(['--out', 'out', '--set', 'weekdays'], {
      cwd,
      onStart: (child) => {
        const timer = setInterval(() => {
          if (readdirSync(cwd).length < 2) return
          clearInterval(timer)
          child.kill('SIGKILL')
        }, 1)
      },
    })
    assert.equal(code, null)
    assert.equal(readdirSync(cwd).length, 2)
    await tokenprism(['--out', 'out', '--set', 'months'], { cwd })
    assert.deepEqual(readdirSync(cwd), ['out'])
    const { set } = JSON.parse(readFileSync(join(cwd, 'out', 'analysis.json'), 'utf8')) as {
      set: { label: string }
    }
    assert.equal(set.label, 'months')
  })
})
