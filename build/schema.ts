// Makes the JSON Schema of analysis.json from the type `Analysis`: the types are the one truth.
import ts from 'typescript'

/** A JSON Schema (draft 2020-12), as far as it is written here. */
export type Schema = Readonly<Record<string, unknown>>

/** How `report/json.ts` writes what JSON has no form for. */
const WRITTEN_AS: Readonly<Record<string, Schema>> = {
  Float64Array: { type: 'array', items: { $ref: '#/$defs/number' } },
  Uint32Array: { type: 'array', items: { $ref: '#/$defs/whole' } },
}

const NUMBER: Schema = {
  description: 'A float64. null stands for NaN or an infinity.',
  type: ['number', 'null'],
}

const WHOLE: Schema = {
  description: 'A whole number from 0 up: an id, a count, a rank, an index.',
  type: 'integer',
  minimum: 0,
}

/** The schema of a type that a file exports. Every interface becomes a definition, its documentation a description. */
export function schemaOf(file: string, typeName: string, id: string): Schema {
  const config = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path))
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, '.')
  const program = ts.createProgram([file], options)
  const source = program.getSourceFile(file)
  const checker = program.getTypeChecker()
  const module = source && checker.getSymbolAtLocation(source)
  const symbol = module && checker.getExportsOfModule(module).find((s) => s.name === typeName)
  if (!symbol) throw new Error(`${file} exports no ${typeName}`)
  const writer = new SchemaWriter(checker)
  const root = writer.of(checker.getDeclaredTypeOfSymbol(symbol))
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    title: typeName,
    ...root,
    $defs: { number: NUMBER, whole: WHOLE, ...Object.fromEntries([...writer.definitions].sort()) },
  }
}

/** The definition of the numbers of a property. */
type Numbers = 'number' | 'whole'

class SchemaWriter {
  readonly definitions = new Map<string, Schema>()
  readonly #checker: ts.TypeChecker

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker
  }

  /** The schema of a value of a type; of its numbers, and those in its lists, unless they belong to objects in it. */
  of(type: ts.Type, numbers: Numbers = 'number'): Schema {
    if (type.isUnion()) return this.#union(type, numbers)
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value }
    if (type.flags & ts.TypeFlags.String) return { type: 'string' }
    if (type.flags & ts.TypeFlags.Number) return { $ref: `#/$defs/${numbers}` }
    if (type.flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' }
    if (type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) return { type: 'null' }
    if (this.#checker.isTupleType(type)) return this.#tuple(type as ts.TypeReference, numbers)
    if (this.#checker.isArrayType(type)) {
      const [item] = this.#checker.getTypeArguments(type as ts.TypeReference)
      return { type: 'array', items: this.of(item, numbers) }
    }
    const name = (type.symbol as ts.Symbol | undefined)?.name
    if (name === undefined)
      throw new Error(`no schema is known for ${this.#checker.typeToString(type)}`)
    if (Object.hasOwn(WRITTEN_AS, name)) return WRITTEN_AS[name]
    return this.#object(type, name)
  }

  #union(type: ts.UnionType, numbers: Numbers): Schema {
    const literals = type.types.filter((part) => part.isStringLiteral())
    if (literals.length === type.types.length)
      return { enum: literals.map((part) => part.value).sort() }
    if (type.flags & ts.TypeFlags.Boolean) return { type: 'boolean' }
    return { anyOf: type.types.map((part) => this.of(part, numbers)) }
  }

  #tuple(type: ts.TypeReference, numbers: Numbers): Schema {
    const parts = this.#checker.getTypeArguments(type).map((part) => this.of(part, numbers))
    return { type: 'array', prefixItems: parts, minItems: parts.length, maxItems: parts.length }
  }

  #object(type: ts.Type, name: string): Schema {
    const { aliasSymbol } = type
    const named = name !== '__type' && !name.startsWith('__') ? name : aliasSymbol?.name
    // What is generic is another schema with other arguments, and so has no name of its own.
    const generic =
      this.#checker.getTypeArguments(type as ts.TypeReference).length > 0 ||
      (type.aliasTypeArguments?.length ?? 0) > 0
    if (named === undefined || generic) return this.#properties(type)
    if (!this.definitions.has(named)) {
      // Known by name before it is known: a type may hold itself.
      this.definitions.set(named, {})
      this.definitions.set(named, {
        ...described(type.symbol, this.#checker),
        ...this.#properties(type),
      })
    }
    return { $ref: `#/$defs/${named}` }
  }

  #properties(type: ts.Type): Schema {
    const index = this.#checker.getIndexInfosOfType(type)[0]
    const properties: Record<string, Schema> = {}
    const required: string[] = []
    for (const property of this.#checker.getPropertiesOfType(type)) {
      if (property.flags & ts.SymbolFlags.Method || property.name.startsWith('__#')) continue
      const optional = (property.flags & ts.SymbolFlags.Optional) !== 0
      const value = this.#checker.getTypeOfSymbol(property)
      // `?:` and `| undefined` are left out of the file or null, as `report/json.ts` has it.
      properties[property.name] = {
        ...described(property, this.#checker),
        ...this.of(value, numbersOf(property)),
      }
      if (!optional) required.push(property.name)
    }
    return {
      type: 'object',
      properties,
      ...(required.length > 0 && { required }),
      additionalProperties: index ? this.of(index.type) : false,
    }
  }
}

/** What the numbers of a property are, by the name that its declaration gives them: to the compiler `Whole` is any number. */
function numbersOf({ valueDeclaration }: ts.Symbol): Numbers {
  const written =
    valueDeclaration &&
    (ts.isPropertySignature(valueDeclaration) || ts.isPropertyDeclaration(valueDeclaration))
      ? valueDeclaration.type?.getText()
      : undefined
  return written !== undefined && LIST_OF_WHOLE.test(written) ? 'whole' : 'number'
}

/** `Whole`, `readonly Whole[]`, `readonly [Whole, Whole]`, `Whole | undefined`. */
const LIST_OF_WHOLE = /^(readonly )?\[?Whole\b/

function described(symbol: ts.Symbol, checker: ts.TypeChecker): Schema {
  const text = ts
    .displayPartsToString(symbol.getDocumentationComment(checker))
    .replaceAll('\n', ' ')
  return text === '' ? {} : { description: text }
}
