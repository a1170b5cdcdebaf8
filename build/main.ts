// What `npm run build` makes beside what tsc makes.
import { writeFileSync } from 'node:fs'
import { schemaOf } from './schema.js'

const schema = schemaOf('src/analysis/analysis.ts', 'Analysis', 'urn:tokenprism:analysis:1')
writeFileSync('dist/analysis.schema.json', JSON.stringify(schema, null, 1) + '\n')
