import assert from 'node:assert/strict'
import { copyFileSync, cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'
import { remove, writeTinyModel } from '../model/tiny-model.js'
import { newFolder, tokenprism } from './run.js'

const dejavu = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')

suite('tokenprism replay', async () => {
  const tiny = {
    tokens: ['[UNK]', 'a', 'b', 'c', ...Array.from({ length: 20 }, (_, i) => `w${i}`)],
    rows: Array.from({ length: 24 }, (_, i) => [Math.sin(i), Math.cos(3 * i), (i * i) % 7, i % 3]),
  }
  const model = writeTinyModel(tiny)
  const cwd = newFolder()
  const made = await tokenprism(
    ['analyze', model, '--set', 'a,b,c', '--out', 'out', '--format', 'json'],
    { cwd },
  )
  const replay = (...args: string[]) => tokenprism(['replay', ...args], { cwd })
  /** The analysis with one part of its text replaced. */
  const changed = (
    from: string | RegExp,
    to: string | ((...parts: string[]) => string),
  ): string => {
    const text = readFileSync(join(cwd, 'out', 'analysis.json'), 'utf8')
    assert.notEqual(text.replace(from, to as string), text)
    writeFileSync(join(cwd, 'changed.json'), text.replace(from, to as string))
    return 'changed.json'
  }
  after(() => {
    remove(model)
  })

  test('says that nothing differs, and writes all files anew where it is asked to', async () => {
    assert.equal(made.code, 0, made.stderr)
    const { code, stdout } = await replay(
      'out/analysis.json',
      '--out',
      'again',
      '--format',
      'json,csv',
    )
    assert.equal(code, 0, stdout)
    assert.match(
      stdout,
      /version +0\.1\.0, as then\n +model +the set’s rows have the same bytes\n +result +the same, to the last bit/,
    )
    assert.ok(readdirSync(join(cwd, 'again')).includes('projections.csv'))
  })

  test('draws the files as they were drawn, to the same bytes, and says where they are others', async () => {
    const bytes = (folder: string): Map<string, string> =>
      new Map(
        readdirSync(join(cwd, folder))
          .filter((name) => name !== 'analysis.json' && name !== '.tokenprism.json')
          .map((name) => [name, readFileSync(join(cwd, folder, name), 'latin1')]),
      )
    const look = ['--theme', 'dark', '--scale', 'max', '--log', '--order', 'given', '--dpi', '48']
    for (const formats of [['--format', 'svg,png,json,html'], []]) {
      const args = ['analyze', model, '--set', 'a,b,c', '--out', 'dark', ...look, ...formats]
      assert.equal((await tokenprism(args, { cwd })).code, 0)
      const { code, stdout } = await replay('dark/analysis.json', '--out', 'redrawn')
      assert.equal(code, 0, stdout)
      const [then, now] = [bytes('dark'), bytes('redrawn')]
      assert.deepEqual([...now.keys()], [...then.keys()])
      for (const [name, content] of then) assert.ok(now.get(name) === content, name)
      assert.match(stdout, new RegExp(`compared +${then.size} files have the same bytes`))
    }
    // Said anew, it goes before what was; beside itself the old folder is compared before it goes.
    const { stdout } = await replay('dark/analysis.json', '--theme', 'light', '--format', 'svg,csv', '--out', 'dark') // prettier-ignore
    const told = stdout.replace(/\s+/g, ' ')
    assert.match(
      told,
      /compared 7 of 12 files have the same bytes as beside FILE; other bytes: correlation\.svg /,
    )
    assert.match(told, /not there: correlation-signed\.svg/)
  })

  test('takes back of a look what was said then', async () => {
    const look = ['--log', '--classes', '--order', 'given', '--font', dejavu]
    const analyzed = (out: string, ...said: string[]) =>
      tokenprism(
        ['analyze', model, '--set', 'a,b,c', '--format', 'svg,json', '--out', out, ...said],
        {
          cwd,
        },
      )
    assert.equal((await analyzed('said', ...look)).code, 0)
    assert.equal((await analyzed('unsaid')).code, 0)
    const back = ['--no-log', '--no-classes', '--no-order', '--no-font']
    const { code, stderr } = await replay('said/analysis.json', '--out', 'back', ...back)
    assert.equal(code, 0, stderr)
    const text = (folder: string, name: string) => readFileSync(join(cwd, folder, name), 'utf8')
    for (const name of ['spectrum.svg', 'projection.svg', 'correlation-signed.svg']) {
      assert.notEqual(text('said', name), text('unsaid', name))
      assert.equal(text('back', name), text('unsaid', name), name)
    }
    const { display } = JSON.parse(text('back', 'analysis.json')) as { display: object }
    for (const name of ['log', 'classes', 'order', 'fonts']) assert.ok(!(name in display), name)
  })

  test('a look that there is not is refused', async () => {
    for (const bad of ['"theme":"red"', '"colour":1', '"dpi":"many"', '"formats":["svg",1]']) {
      const { code, stderr } = await replay(changed(/"display": \{[^}]*\}/, `"display": {${bad}}`)) // prettier-ignore
      assert.equal(code, 1)
      assert.match(stderr, /parts that do not fit: TypeError: display\./)
    }
    const { stderr } = await replay(
      changed('"formats":["json"]', '"formats":["gif"]'),
      '--out',
      'x',
    )
    assert.match(stderr, /some of html, svg/)
  })

  test('gives the largest difference of a field, and exits with 1', async () => {
    const file = changed(/"mean": \[([-\d.e]+),/, (_: string, x: string) => `"mean": [${Number(x) + 0.25},`) // prettier-ignore
    const { code, stdout } = await replay(file)
    assert.equal(code, 1)
    assert.match(
      stdout,
      /1 field differs\n +mean: by 0\.250 at most \([\d.]+ of the largest\), 1 of\s+4 numbers/,
    )
    const { stdout: json } = await replay(file, '--json')
    assert.equal((JSON.parse(json) as { field: string }[])[0].field, 'mean')
  })

  test('rounding is counted and told, and is no difference; with --tolerance 0 it is one', async () => {
    const file = changed(/"mean": \[([-\d.e]+),/, (_: string, x: string) => `"mean": [${Number(x) * (1 + 2 ** -51)},`) // prettier-ignore
    const { code, stdout } = await replay(file)
    assert.equal(code, 0, stdout)
    assert.match(
      stdout.replace(/\s+/g, ' '),
      /result the same but for rounding: 1 number differs by at most \d\.?\d*e-1[67] of the largest in their field, within 1e-9/,
    )
    const exact = await replay(file, '--tolerance', '0')
    assert.equal(exact.code, 1)
    assert.match(exact.stdout, /1 field differs\n +mean: by/)
    const { code: fine, stdout: json } = await replay(file, '--json')
    assert.equal(fine, 0)
    const [only] = JSON.parse(json) as { field: string; within: boolean }[]
    assert.deepEqual([only.field, only.within], ['mean', true])
  })

  test('a tolerance that is none is refused', async () => {
    for (const x of ['-1', 'little', '1e999', '']) {
      const { code, stderr } = await replay('out/analysis.json', `--tolerance=${x}`)
      assert.equal(code, 2)
      assert.match(stderr, /a number from 0 up/)
    }
  })

  test('tells another version', async () => {
    const { code, stdout } = await replay(changed('"tokenprism":"0.1.0"', '"tokenprism":"0.0.9"'))
    assert.equal(code, 1)
    assert.match(stdout, /0\.1\.0 now, 0\.0\.9 then/)
  })

  test('tells other bytes of the model', async () => {
    const other = writeTinyModel({ ...tiny, rows: tiny.rows.map((row) => row.map((x) => x * 1.5)) })
    try {
      const { code, stdout } = await replay('out/analysis.json', other)
      assert.equal(code, 1)
      assert.match(stdout, /the set’s rows have other bytes than then/)
    } finally {
      remove(other)
    }
  })

  test('a model whose new place is given is the same model', async () => {
    const place = join(newFolder(), 'elsewhere')
    cpSync(model, place, { recursive: true })
    const { code, stdout } = await replay('out/analysis.json', place)
    assert.equal(code, 0, stdout)
    assert.match(stdout, /\n +result +the same, to the last bit/)
    assert.match(stdout.replace(/\s+/g, ' '), /source \S+elsewhere now, \S+ then/)
  })

  test('says what to do when the model, or the file, is not there', async () => {
    const moved = writeTinyModel(tiny)
    const away = newFolder()
    const run = await tokenprism(
      ['analyze', moved, '--set', 'a,b,c', '--out', 'x', '--format', 'json'],
      { cwd: away },
    )
    assert.equal(run.code, 0)
    copyFileSync(join(away, 'x', 'analysis.json'), join(cwd, 'moved.json'))
    rmSync(moved, { recursive: true })
    const { code, stderr } = await replay('moved.json')
    assert.equal(code, 1)
    assert.match(stderr, /the model of the analysis[^]*tokenprism replay FILE MODEL/)
    assert.equal((await replay('none.json')).code, 1)
    writeFileSync(join(cwd, 'mine.json'), '{"a": 1}')
    assert.match((await replay('mine.json')).stderr, /JSON that tokenprism wrote/)
  })
})
