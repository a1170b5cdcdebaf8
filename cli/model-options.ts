import { type Command, Option } from 'commander'
import type { MatrixRole, OpenOptions } from '../src/index.js'

/** The options of every command that opens a model. */
export interface ModelFlags {
  readonly matrix: MatrixRole
  readonly tensor?: string
}

/** What a model is, for the help of `[model]`. */
export const MODEL_HELP =
  'a folder with weights and tokenizer.json, or a .safetensors file in one; the embedded model by default'

/** Adds the options that choose a matrix of the model. */
export function addModelOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--matrix <which>', 'the token embedding, or the unembedding')
        .choices(['input', 'output'])
        .default('input'),
    )
    .option('--tensor <name>', 'the tensor to take, where the families’ names do not find it')
}

/** The flags as the library takes them. */
export function openOptions({ matrix, tensor }: ModelFlags): OpenOptions {
  return { matrix, ...(tensor === undefined ? {} : { tensor }) }
}
