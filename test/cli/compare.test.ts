import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { newFolder, tokenprism } from './run.js'

suite('tokenprism compare', () => {
  test('keeps to a narrow window: tables become lines of their own', async () => {
    const args = ['compare', '--set', 'weekdays', '--set', 'months', '--controls', '19']
    const { stdout } = await tokenprism(args, { env: { COLUMNS: '40' } })
    for (const line of stdout.split('\n')) assert.ok([...line].length <= 40, line)
    assert.match(stdout, /^ {2}weekdays\n {4}n 7, variance /m)
  })

  test('prints spectra, shared directions and findings, and writes the tables', async () => {
    const cwd = newFolder()
    const sets = ['--set', 'weekdays', '--set', 'red,green,blue']
    const { code, stdout, stderr } = await tokenprism(['compare', ...sets, '--controls', '99'], {
      cwd,
    })
    assert.equal(stderr, '')
    assert.equal(code, 0)
    for (const part of ['part. ratio', 'weekdays, red, green, blue', 'In words', 'comparison.json'])
      assert.ok(stdout.includes(part), part)
    for (const line of stdout.split('\n')) assert.ok([...line].length <= 80, line)
    const [folder] = readdirSync(join(cwd, 'tokenprism-out'))
    const files = readdirSync(join(cwd, 'tokenprism-out', folder))
    for (const name of [
      'comparison.csv',
      'spectra.csv',
      'tests.csv',
      'comparison.json',
      'directions.csv',
      'spectra.svg',
      'angles.png',
      'angles.csv',
    ])
      assert.ok(files.includes(name), name)
  })

  test('--format chooses the files and --dpi the size of the PNGs', async () => {
    const cwd = newFolder()
    const sets = ['--set', 'weekdays', '--set', 'months', '--controls', '9', '--no-projection']
    const { code, stderr } = await tokenprism(
      ['compare', ...sets, '--format', 'png,pdf', '--dpi', '48', '--out', 'found'],
      { cwd },
    )
    assert.equal(stderr, '')
    assert.equal(code, 0)
    const files = readdirSync(join(cwd, 'found')).filter((name) => !name.startsWith('.'))
    assert.deepEqual(files.sort(), ['angles.pdf', 'angles.png', 'spectra.pdf', 'spectra.png'])
    // The figure of angles is 700 px wide at 96 dpi; a PNG's width is its bytes 16 to 19.
    assert.equal(readFileSync(join(cwd, 'found', 'angles.png')).readUInt32BE(16), 350)
  })

  test('--log draws the spectra on a logarithmic axis', async () => {
    const cwd = newFolder()
    const sets = ['--set', 'weekdays', '--set', 'months', '--controls', '9', '--no-projection']
    const { code } = await tokenprism(
      ['compare', ...sets, '--log', '--format', 'svg', '--out', 'found'],
      { cwd },
    )
    assert.equal(code, 0)
    assert.match(readFileSync(join(cwd, 'found', 'spectra.svg'), 'utf8'), /\(log scale\)/)
  })

  test('what a comparison is not written as, and what is no font, are refused before anything is computed', async () => {
    const cwd = newFolder()
    const html = await tokenprism(['compare', '--format', 'html'], { cwd })
    assert.equal(html.code, 2)
    assert.match(html.stderr, /svg, png, pdf, json, csv/)
    const font = await tokenprism(['compare', '--font', 'nothing.ttf'], { cwd })
    assert.notEqual(font.code, 0)
    assert.match(font.stderr, /nothing\.ttf/)
    assert.deepEqual(readdirSync(cwd), [])
  })

  test('--help says what is compared and which font is taken when nothing is named', async () => {
    const { stdout } = await tokenprism(['compare', '--help'])
    assert.doesNotMatch(stdout, /\[\]/)
    assert.match(stdout.replace(/\s+/g, ' '), /default: letters, digits, weekdays, months; with/)
    assert.match(stdout, /default: DejaVu alone/)
  })

  test('--json prints the comparison and nothing else', async () => {
    const args = ['compare', '--set', 'weekdays', '--set', 'months', '--controls', '19', '--json']
    const { stdout } = await tokenprism(args)
    assert.equal((JSON.parse(stdout) as { format: string }).format, 'tokenprism-comparison')
  })

  test('of one set in several models names the set', async () => {
    const model = join(import.meta.dirname, '..', '..', 'models', 'all-MiniLM-L6-v2')
    const how = ['--set', 'weekdays', '--controls', '2', '--no-projection', '--format', 'csv']
    const { stdout } = await tokenprism(['compare', model, model, ...how])
    assert.match(stdout, /^weekdays in 2 models against 2 controls each/)
  })

  test('names match, pool and seed of the controls, and how many tests are counted', async () => {
    const sets = ['--set', 'weekdays', '--set', 'cat,dog', '--no-projection']
    const how = ['--match', 'length', '--pool', '300', '--seed', '7', '--controls', '99']
    const { stdout } = await tokenprism(['compare', ...sets, ...how])
    const text = stdout.replace(/\s+/g, ' ')
    assert.match(text, /^2 spectra against 99 controls each from a sample of 30\d to 30\d tokens, matched by length, seed 7, each centred/) // prettier-ignore
    assert.match(text, /p adjusted for the 7 tests that can reject/)
    assert.match(text, /Largest standardised difference between a set and its controls/)
  })

  test('one set in one model is wrong usage', async () => {
    const { code, stderr } = await tokenprism(['compare', '--set', 'letters'])
    assert.equal(code, 2)
    assert.match(stderr, /at least two sets/)
  })
})

suite('tokenprism explain', () => {
  test('says in words what was found and what was not', async () => {
    const { code, stdout, stderr } = await tokenprism(['explain', '--set', 'weekdays'])
    assert.equal(stderr, '')
    assert.equal(code, 0)
    assert.match(stdout, /vary less among themselves than\s+random tokens do/)
    assert.match(stdout, /the\s+others\s+test\s+nothing/)
  })

  test('says how well matched controls are matched', async () => {
    const { stdout } = await tokenprism(['explain', '--match', 'length,case', '--controls', '39'])
    const text = stdout.replace(/\s+/g, ' ')
    assert.match(text, /39 random sets without replacement from 29,497 tokens and the set’s own, matched by length and case, seed 1/) // prettier-ignore
    assert.match(text, /matched on length, case.* largest standardised difference/i)
  })

  test('reads an analysis.json, and says the same of it', async () => {
    const cwd = newFolder()
    const args = ['--set', 'weekdays', '--controls', '99']
    await tokenprism([...args, '--out', 'days'], { cwd })
    const stored = await tokenprism(['explain', 'days/analysis.json'], { cwd })
    const fresh = await tokenprism(['explain', ...args], { cwd })
    assert.equal(stored.stdout, fresh.stdout)
  })

  test('refuses to ask an analysis.json anew, and names the options that do', async () => {
    const args = ['explain', 'some/analysis.json', '--vector', '2', '--match', 'rank', '--json']
    const { code, stdout, stderr } = await tokenprism(args)
    assert.equal(code, 2)
    assert.equal(stdout, '')
    assert.match(stderr, /found +--match, --vector\n/)
  })

  test('a file that is not there is a failure', async () => {
    const { code, stderr } = await tokenprism(['explain', 'nothing.json'])
    assert.equal(code, 1)
    assert.match(stderr, /an analysis\.json/)
  })

  test('with one draw, says that nothing is tested', async () => {
    const { stdout } = await tokenprism(['explain', '--controls', '1'])
    assert.match(stdout, /nothing\s+is\s+tested/)
  })
})

suite('options of the controls', () => {
  for (const [args, expected] of [
    [['--match', 'rank,size'], /some of rank, length, space, case, norm/],
    [['--match', 'rank,length,case,norm'], /Match on fewer properties/],
    [['--pool', '3'], /two for each of the 26 tokens/],
    [['--controls', '0'], /a whole number from 1/],
    [['--remove', '400'], /directions from 0 to 383/],
    [['--centre', 'mean'], /none, set, vocabulary|none.*set.*vocabulary/],
  ] as const)
    test(`${args.join(' ')} is refused`, async () => {
      const { code, stderr } = await tokenprism([...args])
      assert.equal(code, 2)
      assert.match(stderr, expected)
    })

  test('that change the embeddings are told in the terminal', async () => {
    const how = ['--remove', '2', '--normalise', 'rows', '--centre', 'vocabulary']
    const { stdout } = await tokenprism(['--controls', '2', '--format', 'json', ...how])
    assert.match(stdout.replace(/\s+/g, ' '), /note rows of unit length, without the vocabulary’s 2 strongest directions, centred by the vocabulary’s mean; the pair is as it is stored/) // prettier-ignore
  })

  test('reach the analysis, and replay from its manifest', async () => {
    const args = ['--json', '--set', 'weekdays', '--match', 'length,rank', '--controls', '50']
    const more = ['--no-projection', '--pool', '200', '--members', 'plain', '--normalise', 'rows']
    const { stdout, stderr } = await tokenprism([...args, ...more])
    assert.equal(stderr, '')
    const { manifest, controls } = JSON.parse(stdout) as {
      manifest: { options: Record<string, unknown> }
      controls: { pool: number; balance: { key: string; difference: number }[] }
    }
    const { options } = manifest
    assert.deepEqual(options.controls, { draws: 50, seed: 1, match: ['rank', 'length'], pool: 200 })
    assert.deepEqual([options.projection, options.members], [false, 'plain'])
    assert.ok(controls.pool <= 207)
    assert.ok(
      controls.balance.every(
        ({ key, difference }) => key !== 'length' || Math.abs(difference) < 0.2,
      ),
    )
  })
})
