import { join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..', '..')
const hubClient = join(root, 'node_modules', '@huggingface', 'hub')

/**
 * Bundles code against the library's sources for a browser, as one ES module: what a page's own bundler does. Ports
 * (`#…` in package.json) resolve to their browser side.
 *
 * @param code TypeScript; `tokenprism` and paths from the repository's root (`./src/math/svd.ts`) can be imported
 */
export async function bundle(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, loader: 'ts', resolveDir: root },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    conditions: ['tokenprism-source'],
    // Its package names the browser's build in a way that Vite follows and esbuild does not.
    alias: { '@huggingface/hub': join(hubClient, 'dist', 'browser', 'index.mjs') },
    logLevel: 'silent',
  })
  return outputFiles[0].text
}
