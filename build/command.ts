import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/**
 * The command as a few files in `dist/cli`, with the packages that every run needs in them: Node takes three times as long to
 * start if it has to find and link some 300 modules. What only some runs need stays in its package, as does what has files of
 * its own beside its code.
 */
export async function bundleCommand(outdir = 'dist/cli'): Promise<void> {
  await build({
    entryPoints: ['cli/main.ts'],
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
}
