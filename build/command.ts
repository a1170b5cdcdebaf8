import { chmodSync } from 'node:fs'
import { build } from 'esbuild'

/**
 * The command as a few files in `dist/cli`: Node takes twice as long to start if it has to find and link some 250 modules. What
 * comes from other packages stays there.
 */
export async function bundleCommand(): Promise<void> {
  await build({
    entryPoints: ['cli/main.ts'],
    outdir: 'dist/cli',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['tokenprism-source'],
    packages: 'external',
    charset: 'utf8',
  })
  chmodSync('dist/cli/main.js', 0o755)
}
