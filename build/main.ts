// What `npm run build` makes beside what tsc makes: with `sources`, before it, what the sources import; with `package`, after
// it, what goes into dist.
import { mkdirSync, writeFileSync } from 'node:fs'
import { bundleCommand } from './command.js'
import { reportAssets } from './report-assets.js'
import { schemaOf } from './schema.js'

switch (process.argv[2]) {
  case 'sources':
    mkdirSync('src/report/generated', { recursive: true })
    writeFileSync('src/report/generated/assets.ts', await reportAssets())
    break
  case 'package': {
    await bundleCommand()
    const schema = schemaOf('src/report/json.ts', 'AnalysisFile', 'urn:tokenprism:analysis:2')
    writeFileSync('dist/analysis.schema.json', JSON.stringify(schema, null, 1) + '\n')
    break
  }
  default:
    throw new Error('usage: tsx build/main.ts sources|package')
}
