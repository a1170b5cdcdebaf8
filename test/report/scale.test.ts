import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InvalidArgument, type Scale, analyze, openModel, renderReport } from '../../src/index.js'

test('renderReport refuses a scale that there is not, naming those that there are', async () => {
  const analysis = await analyze(await openModel(), { set: 'digits', controls: { draws: 9 } })
  await assert.rejects(
    renderReport(analysis, { scale: 'log' as Scale }),
    (error) => error instanceof InvalidArgument && error.message.includes('one of raw, max, share'),
  )
})
