import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { analyze } from '../../src/analysis/analyze.js'
import { openModel } from '../../src/model/open-model.js'
import { startHub } from '../hub-server/hub-server.js'
import { LARGE, largeModel } from '../hub-server/models.js'

const hub = await startHub({ 'org/large': { files: largeModel() } })
after(() => hub.close())

test('letters of a model of 1 GB, against 999 controls from a pool of 512, read under 12 MB of it', async () => {
  const { endpoint } = hub
  const model = await openModel('org/large', {
    hub: { endpoint, token: false, cache: false, offline: false },
  })
  assert.deepEqual(model.embedding.shape, [LARGE.rows, LARGE.dim])
  const opened = model.traffic().bytes
  const { controls, nullBand, manifest } = await analyze(model, {
    set: 'letters',
    projection: false,
    controls: { draws: 999, pool: 512 },
  })
  assert.deepEqual([controls.draws, controls.pool], [999, 512])
  assert.equal(nullBand.tested, 25)
  assert.ok(nullBand.raw.p.every((p) => p >= 0.001 && p <= 1))
  const rows = model.traffic().bytes - opened
  assert.ok(rows < 12_000_000, `${rows} bytes`)
  assert.ok(manifest.bytesRead < manifest.totalBytes / 20)
})
