import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import { suite, test } from 'node:test'

/** docs/ARCHITECTURE.md: a stage imports only stages above it in this list, itself, `errors` and `math`. */
const STAGES = [
  'math', 'bytes', 'model', 'tokens', 'submatrix', 'spectrum', 'projection', 'compare', 'analysis', 'figure', 'report',
] // prettier-ignore

/** Modules of no stage that any stage may import. */
const COMMON = ['errors', 'version']

const src = join(import.meta.dirname, '..', 'src')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
)

/** The stage of each port: what stands for a file of Node's side or a page's. */
const PORTS: Readonly<Record<string, string>> = {
  '#local-files': 'bytes',
  '#workers': 'math',
  '#hub-host': 'model',
  '#time-limit': 'model',
}

/** The first part of a path below src: a stage, or a module's name. */
function roomOf(path: string): string {
  return path.split(sep)[0].replace(/\.(ts|js)$/, '')
}

function importsOf(file: string): string[] {
  const code = readFileSync(join(src, file), 'utf8')
  return [...code.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, specifier]) => specifier)
}

/** What is wrong with one import, if anything. */
function violation(file: string, specifier: string): string | undefined {
  const port = PORTS[specifier]
  // The report prints code for its reader, which imports the package.
  const printed = file === join('report', 'reproduce.ts')
  if (!printed && /^tokenprism($|\/)/.test(specifier))
    return `${file}: the package's own name goes round the rule (${specifier})`
  if (specifier.startsWith('#') && port === undefined && !specifier.startsWith('#models/'))
    return `${file}: no stage is known for ${specifier}`
  if (!specifier.startsWith('.') && port === undefined) return undefined
  const target = port ?? roomOf(normalize(join(dirname(file), specifier)))
  const own = roomOf(file)
  if (target === own || COMMON.includes(target) || own === 'index') return undefined
  if (own === 'math') return `${file}: math imports nothing but errors, found ${specifier}`
  const [from, to] = [STAGES.indexOf(own), STAGES.indexOf(target)]
  if (to >= 0 && to < from) return undefined
  return `${file}: ${own} may not import ${target} (${specifier})`
}

suite('the import rule', () => {
  test('holds for every import in src', () => {
    const violations = files.flatMap((file) =>
      importsOf(file).flatMap((specifier) => violation(file, specifier) ?? []),
    )
    assert.deepEqual(violations, [])
  })

  test('would notice a breach', () => {
    assert.ok(violation(join('math', 'svd.ts'), '../model/model.js'))
    assert.ok(violation(join('tokens', 'control.ts'), '../analysis/analyze.js'))
    assert.ok(violation(join('figure', 'pair.ts'), '../../cli/summary.js'))
    assert.ok(violation(join('math', 'svd.ts'), 'tokenprism'))
    assert.ok(violation(join('math', 'svd.ts'), '#elsewhere'))
    assert.equal(violation(join('analysis', 'analyze.ts'), '../math/svd.js'), undefined)
  })

  test('every folder of src is a stage', () => {
    const folders = new Set(files.filter((file) => file.includes(sep)).map(roomOf))
    assert.deepEqual([...folders].sort(), STAGES.toSorted())
  })

  test('only the Node sides of ports and the writers of PNG and PDF import Node’s modules', () => {
    const users = files.filter((file) =>
      importsOf(file).some((specifier) => specifier.startsWith('node:')),
    )
    const others = users.filter((file) => !file.endsWith('.node.ts'))
    assert.deepEqual(others.sort(), [
      join('report', 'fonts', 'load-fonts.ts'),
      join('report', 'pdf.ts'),
      join('report', 'pdf', 'draw.ts'),
      join('report', 'pdf', 'image.ts'),
      join('report', 'png-file.ts'),
    ])
  })

  test('what is not of Node alone does not import what is', () => {
    const breaches = files
      .filter((file) => !file.endsWith('.node.ts'))
      .filter((file) => importsOf(file).some((specifier) => specifier.endsWith('.node.js')))
    assert.deepEqual(breaches, [])
  })
})
