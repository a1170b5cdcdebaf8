// A real Chromium for the tests that need one. Where none is installed they are skipped, and say so.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { after } from 'node:test'
import { type Browser, chromium as launcher } from 'playwright-core'

/** The executable: `$CHROMIUM`, or the first of the usual names on the path. */
const executable = process.env.CHROMIUM ?? onPath('chromium', 'chromium-browser', 'google-chrome')

/** The options of a test or suite that needs a browser. */
export const needsBrowser: { readonly skip: string | false } = {
  skip: executable
    ? false
    : 'no Chromium is installed (Debian: apt-get install chromium; or set CHROMIUM to its path)',
}

let running: Promise<Browser> | undefined

/** The browser of this test file: started when first asked for, closed when its tests are done. */
export function browser(): Promise<Browser> {
  if (!executable) throw new Error(String(needsBrowser.skip))
  running ??= launcher.launch({ executablePath: executable, args: QUIET })
  return running
}

after(async () => {
  await (await running)?.close()
})

/** No sandbox, as containers run as root; no GPU; and nothing of the browser's own goes to the network. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

function onPath(...names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync)
}
