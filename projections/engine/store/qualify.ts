import {
  AliasNode,
  type FromNode,
  type JoinNode,
  type KyselyPlugin,
  type OperationNode,
  OperationNodeTransformer,
  TableNode,
} from 'kysely'

/** A read model that a query needs has no generation to read from yet. The server answers 503. */
export class NotBuilt extends Error {
  override readonly name = 'NotBuilt'
  readonly model: string

  constructor(model: string) {
    super(`the read model ${model} is not built yet`)
    this.model = model
  }
}

/** Where the tables of each read model are now: the schema of the generation that serves, if one does. */
export type Serving = ReadonlyMap<string, { readonly model: string; readonly schema: string | undefined }>

const UNBUILT = 'not built: '

/**
 * Refuses the text of a query that reads a model which is not built. When it runs, not when it is put together: kysely
 * transforms the parts of a query while it is written down, and an error thrown there reaches nobody.
 * @throws NotBuilt
 */
export const refuseUnbuilt = (query: string): void => {
  const model = /"not built: ([^"]+)"/.exec(query)?.[1]
  if (model !== undefined) throw new NotBuilt(model)
}

/**
 * Lets queries name read tables as they are declared: `from product` reads `products_v1_g7.product`. Only sources are
 * qualified; a column reference `product.sku` means the source of that name, as Postgres has it.
 */
export const qualifyTables = (serving: Serving): KyselyPlugin => {
  const transformer = new Qualifier(serving)
  return {
    transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
    transformResult: async ({ result }) => result,
  }
}

// A class, because kysely's transformer is one to extend.
class Qualifier extends OperationNodeTransformer {
  readonly #serving: Serving

  constructor(serving: Serving) {
    super()
    this.#serving = serving
  }

  protected override transformFrom(node: FromNode): FromNode {
    const from = super.transformFrom(node)
    return { ...from, froms: from.froms.map(source => this.#qualified(source)) }
  }

  protected override transformJoin(node: JoinNode): JoinNode {
    const join = super.transformJoin(node)
    return { ...join, table: this.#qualified(join.table) }
  }

  #qualified(source: OperationNode): OperationNode {
    if (AliasNode.is(source)) return { ...source, node: this.#qualified(source.node) } as AliasNode
    if (!TableNode.is(source) || source.table.schema !== undefined) return source
    const name = source.table.identifier.name
    const place = this.#serving.get(name)
    if (place === undefined) return source
    return TableNode.createWithSchema(place.schema ?? `${UNBUILT}${place.model}`, name)
  }
}
