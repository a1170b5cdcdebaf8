import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { RIGHT_TOKEN, startHub } from '../hub-server/hub-server.js'
import { smallModel } from '../hub-server/models.js'
import { bundle } from './bundle.js'
import { needsBrowser } from './chromium.js'
import { openPage } from './open-page.js'
import { serve } from './serve.js'

suite('a model of the Hub in a page', needsBrowser, () => {
  test('opens and is read by ranges across origins, with a token too', async () => {
    const files = smallModel()
    const hub = await startHub({
      'org/small': { files },
      'org/private': { files, access: 'token' },
    })
    after(() => hub.close())
    const module = await bundle(`
      import { openModel } from './src/index.ts'
      export const rows = async (source, hub) => {
        const model = await openModel(source, { hub })
        const { data } = await model.embedding.rows([2])
        return [model.source, model.info.totalBytes, data[0], model.traffic().requests > 0]
      }
    `)
    const { page, problems } = await openPage(await serve({ '/module.js': module }))
    const rows = (source: string, options: object): Promise<unknown> =>
      page.evaluate(
        `import('/module.js').then(({ rows }) => rows(${JSON.stringify(source)}, ${JSON.stringify(options)}))`,
      )
    const [, total, value, asked] = (await rows('org/small', {
      endpoint: hub.endpoint,
    })) as unknown[]
    assert.deepEqual([value, asked], [Math.fround(Math.sin(128 * 128)), true])
    assert.ok(Number(total) > files['model.safetensors'].size)
    const mine = { endpoint: hub.endpoint, token: RIGHT_TOKEN }
    assert.equal(((await rows('org/private', mine)) as unknown[])[2], value)
    const before = hub.requests.length
    const cdn = hub.requests.slice(0, before).filter(({ part }) => part === 'cdn')
    assert.ok(cdn.length > 0 && cdn.every(({ authorization }) => authorization === undefined))
    const address = `${hub.endpoint}/org/small/resolve/main/model.safetensors`
    assert.equal(((await rows(address, {})) as unknown[])[2], value)
    assert.deepEqual(problems, [])
  })
})
