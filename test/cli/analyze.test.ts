import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { analysisFromJson, analyze, openModel, renderFigures } from '../../src/index.js'
import { cells } from '../../cli/wrap.js'
import { newFolder, tokenprism } from './run.js'

/** The figures that are written without being asked for. */
const MAIN = ['pair', 'spectra', 'projection', 'poles', 'correlation'] as const

const FILES = [
  '.tokenprism.json', 'analysis.json', 'members.csv', 'null-band.csv', 'poles.csv', 'projections.csv', 'report.html',
  'spectrum.csv', 'summaries.csv', 'vectors.csv',
  ...MAIN.flatMap((name) => [`${name}.svg`, `${name}.png`]),
].sort() // prettier-ignore

suite('tokenprism alone', async () => {
  const cwd = newFolder()
  const { code, stdout, stderr } = await tokenprism([], { cwd })
  const out = join(cwd, 'tokenprism-out', 'letters')

  test('succeeds, with nothing on stderr', () => {
    assert.equal(stderr, '')
    assert.equal(code, 0)
  })

  test('writes the main figures as SVG and PNG, the report, the analysis and the tables, and nothing beside them', () => {
    assert.deepEqual(readdirSync(out).sort(), FILES)
    assert.deepEqual(readdirSync(join(cwd, 'tokenprism-out')), ['letters'])
  })

  test('writes the numbers and figures that the library gives', async () => {
    const fromFile = analysisFromJson(readFileSync(join(out, 'analysis.json'), 'utf8'))
    const fromLibrary = await analyze(await openModel())
    const untimed = (a: typeof fromFile) => ({ ...a, manifest: { ...a.manifest, timings: {} } })
    const display = { theme: 'light', scale: 'raw', dpi: 192 } as const
    assert.deepEqual(untimed(fromFile), untimed({ ...fromLibrary, display }))
    const drawn = renderFigures(fromLibrary)
    for (const name of MAIN)
      assert.equal(readFileSync(join(out, `${name}.svg`), 'utf8'), drawn[name])
  })

  test('tells model, tensor, shape, dtype, bytes, sizes, tokens, pair and files', () => {
    for (const part of [
      'all-MiniLM-L6-v2',
      'embeddings.word_embeddings.weight',
      '30,522 × 384 F16',
      'submatrix 26 × 384, U 26 × 26, s 26, Vᵀ 26 × 384',
      'read; the model’s files have 23,908,249',
      '+0.604    102  [SEP]',
      'r = 0.4987, cosine = 0.4986',
      'spectrum.csv',
    ])
      assert.ok(stdout.includes(part), part)
  })

  test('says what it means, and draws the spectrum over what chance shows', () => {
    assert.match(stdout, /^letters in all-MiniLM-L6-v2: 26 tokens against 999 random sets of 26\n/)
    assert.match(stdout, /\nWhat it means\n {2}· That the tokens of letters vary/)
    assert.match(stdout, /● letters {2}░ 5–95 % of 999 random sets {2}◉ within it\n +1\.\d\d │[░◉]/)
  })

  test('compares the set with chance at the same indices', () => {
    const ends = [/letters: .*… (.*)/, /random, median: .*… (.*)/].map(
      (line) => line.exec(stdout)?.[1],
    )
    // By centring the last value of each is zero.
    for (const values of ends) assert.match(values ?? '', /^0\.\d+ 0$/)
  })

  test('keeps to 80 columns and has no escape codes when it is no terminal', () => {
    for (const line of stdout.split('\n')) assert.ok(cells(line) <= 80, line)
    assert.ok(!stdout.includes('\u001b'))
  })
})

suite('options that contradict each other', () => {
  for (const args of [
    ['--as-notebook', '--match', 'rank'],
    ['--as-notebook', '--pool', '100'],
    ['--as-notebook', '--exclude-rows', 'duplicates'],
    ['--set', 'letters', '--set', 'digits'],
  ])
    test(`${args.join(' ')} is wrong usage, and nothing is written`, async () => {
      const cwd = newFolder()
      const { code, stdout, stderr } = await tokenprism(args, { cwd })
      assert.equal(code, 2, stderr)
      assert.equal(stdout, '')
      assert.deepEqual(readdirSync(cwd), [])
    })
})

suite('so few controls that they have no percentiles', async () => {
  const cwd = newFolder()
  const { code } = await tokenprism(['--as-notebook', '--format', 'svg,html', '--out', 'o'], {
    cwd,
  })

  test('are no band of chance, and have no scree plot', () => {
    assert.equal(code, 0)
    const files = readdirSync(join(cwd, 'o'))
    assert.ok(files.includes('spectra.svg') && !files.includes('scree.svg'))
    for (const name of ['spectra.svg', 'spectrum.svg', 'report.html']) {
      const text = readFileSync(join(cwd, 'o', name), 'utf8')
      assert.ok(!/% of 1 random draw|band of chance/.test(text), name)
    }
  })
})

suite('the summary', () => {
  test('keeps to COLUMNS, from 40 on, wide characters counted as two', async () => {
    for (const columns of [40, 60]) {
      const args = [
        '--controls',
        '19',
        '--set',
        'id:1751,id:1752,id:1755,id:1756,id:1037',
        '--format',
        'json',
        '--out',
        'out',
      ]
      const { stdout } = await tokenprism(args, { env: { COLUMNS: String(columns) } })
      for (const line of stdout.split('\n')) assert.ok(cells(line) <= columns, line)
      // Names that can be copied stay whole, however narrow the window.
      assert.ok(stdout.includes('embeddings.word_embeddings.weight'))
    }
  })
})

suite('tokenprism analyze', () => {
  test('--json prints the analysis and nothing else, and writes nothing', async () => {
    const cwd = newFolder()
    const { code, stdout, stderr } = await tokenprism(['--json', '--set', 'weekdays'], { cwd })
    assert.equal(code, 0)
    assert.equal(stderr, '')
    const { set, spectrum } = analysisFromJson(stdout)
    assert.deepEqual([set.label, spectrum.singularValues.length], ['weekdays', 7])
    assert.deepEqual(readdirSync(cwd), [])
  })

  test('options reach the analysis', async () => {
    const args = [
      'analyze',
      '--json',
      '--set',
      'red,green,blue,red',
      '--seed',
      '5',
      '--vector',
      '2',
    ]
    const { stdout } = await tokenprism([...args, '--full', '--as-notebook', '--pair', 'cat,dog'])
    const { manifest, spectrum, set } = analysisFromJson(stdout)
    assert.deepEqual(manifest.options, {
      set: 'red,green,blue,red',
      variant: 'auto',
      split: 'first',
      pair: ['cat', 'dog'],
      controls: { draws: 1, seed: 5, match: [] },
      vectors: [2],
      leading: 8,
      projection: true,
      members: 'plain',
      transform: { centre: 'set', normalise: 'none', remove: 0, whiten: false },
      svd: 'full',
      asNotebook: true,
    })
    assert.equal(spectrum.vt.rows, 384)
    assert.deepEqual(set.repeated, [{ word: 'red', sameAs: 'red' }])
  })

  test('--vector 1,2 projects on both, and writes the figure of both', async () => {
    const cwd = newFolder()
    const args = ['--set', 'weekdays', '--controls', '9', '--vector', '1,2']
    const { code, stderr } = await tokenprism(args, { cwd })
    assert.deepEqual([code, stderr], [0, ''])
    const folder = join(cwd, 'tokenprism-out', 'weekdays--vector-1-2')
    assert.ok(readdirSync(folder).includes('vectors.png'))
    assert.match(readFileSync(join(folder, 'vectors.svg'), 'utf8'), /behind them all 30,522 tokens/)
    const { manifest } = analysisFromJson(readFileSync(join(folder, 'analysis.json'), 'utf8'))
    assert.deepEqual(manifest.options.vectors, [1, 2])
    const report = readFileSync(join(folder, 'report.html'), 'utf8')
    assert.match(report, /tokenprism analyze [^<]*--vector 1,2/)
    // Where the cloud is not drawn nothing is said of it.
    assert.doesNotMatch(report, /behind them all/)
  })

  test('repeated words are named in the summary', async () => {
    const { stdout } = await tokenprism(['--set', 'red,blue,Red'])
    assert.match(stdout, /“Red” is the same token as “red”: kept once/)
  })

  test('--scale and --theme reach the figures', async () => {
    const cwd = newFolder()
    await tokenprism(['--scale', 'share', '--theme', 'dark', '--out', 'x'], { cwd })
    const svg = readFileSync(join(cwd, 'x', 'spectra.svg'), 'utf8')
    assert.ok(svg.includes('share of variance') && svg.includes('#0f1418'))
  })

  test('--timings goes to stderr, part by part, up to the total', async () => {
    const { stdout, stderr } = await tokenprism(['--timings', '--json', '--set', 'digits'])
    assert.doesNotThrow(() => analysisFromJson(stdout))
    assert.match(stderr, /open model +[\d.]+ ms[^]*svd +[\d.]+ ms[^]*total +[\d.]+ ms/)
  })

  test('--help shows examples', async () => {
    for (const args of [['--help'], ['analyze', '--help'], ['pair', '--help']]) {
      const { code, stdout } = await tokenprism(args)
      assert.equal(code, 0)
      assert.match(stdout, /Examples:/)
    }
  })
})

suite('tokenprism pair', () => {
  test('1 2 writes the figure and says r and cosine', async () => {
    const cwd = newFolder()
    const { code, stdout } = await tokenprism(['pair', '1', '2'], { cwd })
    assert.equal(code, 0)
    assert.match(stdout, /r = 0\.4987, cosine = 0\.4986/)
    const out = join(cwd, 'tokenprism-out', 'pair-1-2')
    assert.deepEqual(readdirSync(out).sort(), [
      '.tokenprism.json',
      'pair.json',
      'pair.png',
      'pair.svg',
    ])
  })

  test('1 1 says that both are one token, as the summary does', async () => {
    const { code, stdout } = await tokenprism(['pair', '1', '1'], { cwd: newFolder() })
    assert.equal(code, 0)
    assert.match(stdout, /r = 1\.0000, cosine = 1\.0000/)
    assert.match(stdout, /note +“1” and “1” are the same token/)
    const whole = await tokenprism(['--set', 'digits', '--pair', 'Red,red', '--format', 'json'], {
      cwd: newFolder(),
    })
    assert.match(whole.stdout, /“Red” and “red” are the same token/)
  })

  test('--json prints the pair and nothing else', async () => {
    const { stdout } = await tokenprism(['pair', '--json', 'Monday', 'friday'])
    const pair = JSON.parse(stdout) as { tokens: { token: string }[]; embeddings: number[][] }
    assert.deepEqual(
      pair.tokens.map((t) => t.token),
      ['monday', 'friday'],
    )
    assert.equal(pair.embeddings[1].length, 384)
  })
})
