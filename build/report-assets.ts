import { build } from 'esbuild'

/** A TypeScript module with the script and the style sheet of the report, bundled from `src/report/client`. */
export async function reportAssets(): Promise<string> {
  const [script, style] = await Promise.all(
    ['main.ts', 'report.css'].map((entry) => bundled(`src/report/client/${entry}`)),
  )
  return (
    '// Made by `npm run build` from src/report/client.\n' +
    `export const SCRIPT = ${JSON.stringify(script)}\n` +
    `export const STYLE = ${JSON.stringify(style)}\n`
  )
}

/** Readable, but without what a reader of the page does not need. */
async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2023',
    charset: 'utf8',
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
  })
  return outputFiles[0].text
}
