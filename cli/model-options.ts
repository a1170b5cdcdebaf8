import { type Command, Option } from 'commander'
import { type MatrixRole, type Model, type OpenOptions, openModel } from '../src/index.js'
import { collectMuchGarbage } from './heap.js'
import { networkOptions } from './network-options.js'

/** The options of every command that opens a model. */
export interface ModelFlags {
  readonly matrix: MatrixRole
  readonly tensor?: string
  readonly tokenList?: string
}

/** What a model is, for the help of `[model]`. */
export const MODEL_HELP =
  'org/name or org/name@revision on the Hub, an address, a folder, or a file of weights; the embedded model by default'

/** Adds the options that choose a matrix of the model. */
export function addModelOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--matrix <which>', 'the token embedding, or the unembedding')
        .choices(['input', 'output'])
        .default('input'),
    )
    .option('--tensor <name>', 'the tensor to take, where the families’ names do not find it')
    .option('--token-list <file>', 'the tokens of a matrix that brings none, one a line')
}

/** Opens the model that a command was given, and lets go of what reading its tokenizer left behind. */
export async function openSource(
  source: string | undefined,
  flags: ModelFlags,
  signal: AbortSignal,
): Promise<Model> {
  const model = await openModel(source, openOptions(flags, signal))
  collectMuchGarbage()
  return model
}

/** The flags as the library takes them, with what is told of the network. */
export function openOptions(
  { matrix, tensor, tokenList }: ModelFlags,
  signal: AbortSignal,
): OpenOptions {
  return {
    ...networkOptions(signal),
    matrix,
    ...(tensor === undefined ? {} : { tensor }),
    ...(tokenList === undefined ? {} : { tokens: tokenList }),
  }
}
