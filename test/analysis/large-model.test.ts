import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { newFolder, tokenprism } from '../cli/run.js'
import { startHub } from '../hub-server/hub-server.js'
import { LARGE, largeModel } from '../hub-server/models.js'

const files = largeModel()
const hub = await startHub({ 'org/large': { files } })
after(() => hub.close())

suite('a model of 128,256 × 4,096 in BF16 on the Hub', () => {
  test('has its letters analysed against 999 controls from a pool of 512 for less than 12 MB', async () => {
    const env = { HF_ENDPOINT: hub.endpoint, HF_HOME: newFolder(), HF_TOKEN: '' }
    const args = ['analyze', 'org/large', '--set', 'letters', '--controls', '999', '--pool', '512']
    const first = await tokenprism([...args, '--no-projection', '--json'], { env })
    assert.equal(first.code, 0, first.stderr)
    const { manifest, nullBand, controls } = JSON.parse(first.stdout) as {
      manifest: { bytesRead: number; totalBytes: number; shape: number[] }
      nullBand: { tested: number }
      controls: { draws: number; pool: number }
    }
    assert.deepEqual(manifest.shape, [LARGE.rows, LARGE.dim])
    assert.deepEqual([controls.draws, controls.pool, nullBand.tested], [999, 512, 25])
    assert.ok(manifest.totalBytes > LARGE.rows * LARGE.dim * 2)
    const tokenizer = files['tokenizer.json'].size
    const read = manifest.bytesRead - tokenizer
    assert.ok(read < 12e6, `${read} bytes beside the tokenizer`)
    const sent = hub.requests.reduce((sum, { range = '' }) => {
      const [, from = 0, to = -1] = /bytes=(\d+)-(\d+)/.exec(range) ?? []
      return sum + Number(to) - Number(from) + 1
    }, 0)
    // Each range of the first read is asked of the Hub, which redirects it to its storage: counted twice here.
    assert.ok(sent - 2 * tokenizer < 12e6, `${sent} bytes asked for`)
  })
})
