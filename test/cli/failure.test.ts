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
import { after, suite, test } from 'node:test'
import { remove, writeTinyModel } from '../model/tiny-model.js'
import { newFolder, tokenprism } from './run.js'

suite('wrong usage exits with 2, says what to do, and writes nothing', () => {
  const cases: Record<string, [string[], RegExp]> = {
    'an unknown set': [['--set', 'leters'], /expected {2}one of letters[^]*Did you mean letters\?/],
    'an unknown option': [['--sett', 'letters'], /unknown option '--sett'[^]*--set/],
    'an empty set': [['--set', ''], /at least two different tokens[^]*no tokens/],
    'one token only': [['--set', 'red,'], /found {5}one, red/],
    'one token repeated': [['--set', 'red,Red'], /one, red \(Red is red again\)/],
    'a vector of 0': [['--vector', '0'], /from 1 to 25[^]*found {5}0/],
    'a vector of n': [['--vector', '26'], /from 1 to 25[^]*found {5}26/],
    'a vector that is no number': [['--vector', 'x'], /'x' is invalid. Expected a whole number/],
    'a negative seed': [['--seed', '-1'], /from 0 to 4294967295/],
    'an unknown scale': [['--scale', 'log'], /raw, max, share/],
    'a pair of one': [['--pair', '1'], /two words with a comma/],
    'pair with one word': [['pair', '1'], /expected {2}two words/],
    'pair without words': [['pair'], /missing required argument/],
    'a slip in a command': [['anlyze'], /Did you mean analyze\?/],
    'too many models': [['analyze', 'a', 'b'], /too many arguments/],
  }
  for (const [name, [args, message]] of Object.entries(cases))
    test(name, async () => {
      const cwd = newFolder()
      const { code, stdout, stderr } = await tokenprism(args, { cwd })
      assert.equal(code, 2, stderr)
      assert.match(stderr, message)
      assert.equal(stdout, '')
      assert.deepEqual(readdirSync(cwd), [])
    })
})

suite('a failure exits with 1, says what to do, and writes nothing', () => {
  const damaged = writeTinyModel({ tokens: ['[UNK]', 'a', 'b'], rows: [[0], [1], [2]] })
  truncateSync(join(damaged, 'model.safetensors'), 60)
  const empty = newFolder()
  after(() => {
    remove(damaged)
  })
  const cases: Record<string, [string[], RegExp]> = {
    'a word that splits': [['--set', 'red,tokenprism'], /3 pieces: token ##pr ##ism/],
    'a model that is not there': [['analyze', 'no/such/model'], /nothing at .*model/],
    'a folder without embedding': [['analyze', empty], /expected {2}weights: model\.safetensors/],
    'a truncated safetensors file': [['analyze', damaged], /truncated or damaged/],
    'pair with a word that splits': [['pair', '1', 'tokenprism'], /3 pieces/],
  }
  for (const [name, [args, message]] of Object.entries(cases))
    test(name, async () => {
      const cwd = newFolder()
      const { code, stdout, stderr } = await tokenprism(args, { cwd })
      assert.equal(code, 1, stderr)
      assert.match(stderr, message)
      assert.match(stderr, /\n {2}next {6}/)
      assert.equal(stdout, '')
      assert.deepEqual(readdirSync(cwd), [])
    })
})

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

  test('an interrupt leaves nothing behind and exits with 130', async () => {
    const cwd = newFolder()
    const { code } = await tokenprism(['--out', 'deep/out'], {
      cwd,
      onStart: (child) => {
        // Once the hidden folder is there, the run is under way.
        const timer = setInterval(() => {
          if (!existsSync(join(cwd, 'deep'))) return
          clearInterval(timer)
          child.kill('SIGINT')
        }, 1)
      },
    })
    assert.equal(code, 130)
    assert.deepEqual(readdirSync(cwd), [])
  })
})

test('a reader that stops early is no failure', async () => {
  const { code, stderr } = await tokenprism(['--json'], {
    onStart: (child) => {
      child.stdout?.once('data', () => child.stdout?.destroy())
    },
  })
  assert.equal(code, 0)
  assert.equal(stderr, '')
})
