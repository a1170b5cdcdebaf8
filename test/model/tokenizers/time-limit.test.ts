import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { LimitExceeded, Malformed } from '../../../src/errors.js'
import { timeLimit } from '../../../src/model/tokenizers/time-limit.node.js'
import { loadTokenizer } from '../../../src/model/tokenizer.js'
import { memoryFiles } from '../memory-files.js'
import { byteLevelTokenizer } from '../tiny-model.js'

const LONG = `${'a'.repeat(40)}b`
const ROOT = join(import.meta.dirname, '..', '..', '..')
const late = new Error('too late')
const stops = (work: () => unknown): void => {
  assert.throws(
    () => timeLimit.run(100, work, () => late),
    (error) => error === late,
  )
}

suite('work with a time limit', () => {
  test('is stopped in the midst of a pattern, of a loop, and of replacing', () => {
    stops(() => /(a+)+$/.test(LONG))
    stops(() => LONG.replace(/((.*)*)*x/g, ''))
    stops(() => LONG.split(/(?:a|a?)+$/))
    stops(() => {
      for (;;);
    })
  })

  test('gives what it gives, and throws what it throws', () => {
    assert.equal(
      timeLimit.run(
        100,
        () => 7,
        () => late,
      ),
      7,
    )
    const own = new RangeError('its own')
    assert.throws(
      () =>
        timeLimit.run(
          100,
          () => {
            throw own
          },
          () => late,
        ),
      (error) => error === own,
    )
  })

  test('leaves those who listen for SIGINT as they were: once is once', () => {
    const before = process.rawListeners('SIGINT')
    const listener = (): void => undefined
    process.once('SIGINT', listener)
    stops(() => /(a+)+$/.test(LONG))
    const after = process.rawListeners('SIGINT')
    process.off('SIGINT', listener)
    assert.equal(after.length, before.length + 1)
    assert.notEqual(after.at(-1), listener, 'once adds a listener that takes itself away')
    assert.deepEqual(process.rawListeners('SIGINT'), before)
  })

  test('is stopped by SIGINT at once, which then reaches those who listen, or ends the process', async () => {
    // Written past the stream: a signal that comes while console.log is still at it would leave the stream waiting for ever.
    const script = (listens: boolean): string => `
      import { writeSync } from 'node:fs'
      import { timeLimit } from './src/model/tokenizers/time-limit.node.js'
      ${listens ? "process.once('SIGINT', () => console.log('heard'))" : ''}
      const alive = setTimeout(() => undefined, 1000)
      try {
        timeLimit.run(100_000, () => { writeSync(1, 'ready\\n'); /(a+)+$/.test('${LONG}') }, () => new Error('late'))
      } catch (error) {
        console.log(error.name)
      }`
    assert.deepEqual(await interrupted(script(true)), [0, 'ready\nAbortError\nheard\n'])
    assert.deepEqual(await interrupted(script(false)), ['SIGINT', 'ready\n'])
  })
})

/** Runs a script, interrupts it when it has written something, and gives how it ended and all that it wrote. */
async function interrupted(script: string): Promise<[number | NodeJS.Signals | null, string]> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--conditions=tokenprism-source', '--input-type=module', '--eval', script],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let written = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (written === '') child.kill('SIGINT')
    written += text
  })
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      resolve([code ?? signal, written])
    })
  })
}

suite('a tokenizer whose file asks for endless work', () => {
  const Regex = '(a+)+$'
  const split = (pattern: object): object => ({
    pre_tokenizer: {
      type: 'Split',
      pattern,
      behavior: 'Isolated',
      invert: false,
    },
  })
  const cases: Readonly<Record<string, object>> = {
    'a Split that repeats what repeats': split({ Regex }),
    'a normalizer that replaces by such a pattern': {
      normalizer: { type: 'Replace', pattern: { Regex }, content: '' },
    },
  }
  for (const [name, parts] of Object.entries(cases))
    test(`is a LimitExceeded that names the file: ${name}`, async () => {
      const definition = { ...byteLevelTokenizer(['a', 'b', 'c']), ...parts }
      const { tokenizer } = await loadTokenizer(memoryFiles({ 'tokenizer.json': definition }))
      const names = (error: unknown): boolean =>
        error instanceof LimitExceeded && error.where.endsWith('tokenizer.json')
      assert.throws(() => tokenizer.together(() => [tokenizer.encode(LONG)]), names)
      assert.deepEqual(tokenizer.encode('c'), [{ id: 2, token: 'c' }])
    })

  const times = (n: number, pattern: object = { String: 'a' }): object => ({
    type: 'Replace',
    pattern,
    content: 'a'.repeat(n),
  })
  const growing: Readonly<Record<string, readonly object[]>> = {
    'doubles a word twenty times': new Array<object>(20).fill(times(2)),
    'doubles it sixty times, which would take longer than the limit': new Array<object>(60).fill(
      times(2),
    ),
    'makes ten thousand of a letter, and then twenty thousand of each': [times(1e4), times(2e4)],
    'does so by a pattern': [times(1e4, { Regex: 'a' }), times(2e4, { Regex: '[a]' })],
    'does so in a sequence of sequences': [
      { type: 'Sequence', normalizers: [times(1e4)], pretokenizers: [times(1e4)] },
      { type: 'Sequence', normalizers: [times(2e4)], pretokenizers: [times(2e4)] },
    ],
    'makes many of the rest of a word': [
      times(1e4),
      { type: 'Replace', pattern: { String: 'a' }, content: "$'$'" },
    ],
  }
  for (const [name, rules] of Object.entries(growing))
    for (const parts of [
      { normalizer: { type: 'Sequence', normalizers: rules } },
      { pre_tokenizer: { type: 'Sequence', pretokenizers: rules } },
    ])
      test(`is Malformed where a ${Object.keys(parts)[0]} ${name}`, async () => {
        const definition = { ...byteLevelTokenizer(['a', 'b', 'c']), ...parts }
        const { tokenizer } = await loadTokenizer(memoryFiles({ 'tokenizer.json': definition }))
        // Not far beyond a million: it ended before they were made.
        assert.throws(
          () => tokenizer.encode('aaa'),
          (error) =>
            error instanceof Malformed && /1\d{6} characters or more of 3$/.test(error.found),
        )
        assert.deepEqual(tokenizer.encode('c'), [{ id: 2, token: 'c' }])
      })

  test('is taken where rules make some characters of many', async () => {
    const normalizers = [times(200), times(30)]
    const definition = {
      ...byteLevelTokenizer(['a', 'b', 'c']),
      normalizer: { type: 'Sequence', normalizers },
    }
    const { tokenizer } = await loadTokenizer(memoryFiles({ 'tokenizer.json': definition }))
    assert.equal(tokenizer.encode('aaa').length, 18_000)
  })
})
