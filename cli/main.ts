#!/usr/bin/env node
import { Io } from '../src/index.js'
import { describeError } from './failure.js'
import { keepYoungGenerationSmall } from './heap.js'
import { run } from './program.js'

keepYoungGenerationSmall()

process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  // A reader that stops early, like `head`, is no failure.
  if (cause.code === 'EPIPE') process.exit(0)
  const error = new Io({
    where: 'standard output',
    expected: 'a place that takes the results',
    found: cause.message,
    next: 'Check that its file or device has room and can be written.',
  })
  process.stderr.write(describeError(error))
  process.exit(1)
})
process.exitCode = await run(process.argv.slice(2))
