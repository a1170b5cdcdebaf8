import { chmodSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * The command as a few files in `dist/cli`, with the packages that every run needs in them: Node takes three times as long to
 * start if it has to find and link some 300 modules. What only some runs need stays in its package, as does what has files of
 * its own beside its code.
 */
export async function bundleCommand(outdir = 'dist/cli'): Promise<void> {
  const { metafile } = await build({
    metafile: true,
    entryPoints: ['cli/main.ts', 'cli/raster-worker.ts'],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['tokenprism-source'],
    external: ['@huggingface/hub', '@resvg/resvg-js', 'pdfkit', 'dejavu-fonts-ttf'],
    // Half the text to be parsed; names stay as they are.
    minifyWhitespace: true,
    minifySyntax: true,
    // Packages in CommonJS ask for Node's modules so.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    charset: 'utf8',
  })
  chmodSync(join(outdir, 'main.js'), 0o755)
  writeFileSync(join(outdir, 'LICENSES.txt'), licences(Object.keys(metafile.inputs)))
}

/** The licences of the packages whose code is in the bundle, as they ask for: name, version, text. */
function licences(inputs: readonly string[]): string {
  const folders = new Set(
    inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
  )
  return [...folders]
    .sort()
    .map((folder) => {
      const text = readFileSync(join(folder, 'package.json'), 'utf8')
      const { name, version, license } = JSON.parse(text) as Record<string, string>
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
      const own =
        file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), 'utf8')
      return `${name} ${version}\n\n${own.trim()}\n`
    })
    .join(`\n${'-'.repeat(80)}\n\n`)
}
