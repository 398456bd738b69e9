import {
  AliasNode,
  type FromNode,
  IdentifierNode,
  type JoinNode,
  type KyselyPlugin,
  type OperationNode,
  OperationNodeTransformer,
  RawNode,
  TableNode,
} from 'kysely'
import { PERSONAL_SEARCH_COLUMN, type StoredColumn, storedColumns } from '../model/stored-column.ts'
import type { Table } from '../model/table.ts'
import { quote } from './generation-schema.ts'

/** A text of SQL. */
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

const hides = (table: Table): boolean => Object.values(table.columns).some(({ personal }) => personal)

/** A column as it is seen: of what is personal, that there is something; nothing is found by it. */
const seen = ({ name, column }: StoredColumn, word: string): string => {
  if (name === PERSONAL_SEARCH_COLUMN) return `null::tsvector as ${quote(name)}`
  if (!column.personal) return quote(name)
  const said = column.sql === 'jsonb' ? 'null::jsonb' : `case when ${quote(name)} is not null then ${literal(word)} end`
  return `${said} as ${quote(name)}`
}

const selection = (table: Table, word: string): string =>
  [...storedColumns(table).map(column => seen(column, word)), ...['last_position', 'last_event_id'].map(quote)].join(
    ', ',
  )

/**
 * Lets queries read a word in place of whatever is personal, whichever query it is: the table that it reads from is one
 * without. After the plugin that says where tables are.
 */
export const hidePersonal = (tables: ReadonlyMap<string, Table>, word: string): KyselyPlugin => {
  const transformer = new Hider(tables, word)
  return {
    transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
    transformResult: async ({ result }) => result,
  }
}

// A class, because kysely's transformer is one to extend.
class Hider extends OperationNodeTransformer {
  readonly #tables: ReadonlyMap<string, Table>
  readonly #word: string

  constructor(tables: ReadonlyMap<string, Table>, word: string) {
    super()
    this.#tables = tables
    this.#word = word
  }

  protected override transformFrom(node: FromNode): FromNode {
    const from = super.transformFrom(node)
    return { ...from, froms: from.froms.map(source => this.#hidden(source)) }
  }

  protected override transformJoin(node: JoinNode): JoinNode {
    const join = super.transformJoin(node)
    return { ...join, table: this.#hidden(join.table) }
  }

  #hidden(source: OperationNode): OperationNode {
    if (AliasNode.is(source) && TableNode.is(source.node))
      return { ...source, node: this.#without(source.node) ?? source.node } as AliasNode
    if (!TableNode.is(source)) return source
    const without = this.#without(source)
    // A part of the query that names the table means this one.
    return without === undefined ? source : AliasNode.create(without, IdentifierNode.create(nameOf(source)))
  }

  #without(source: TableNode): RawNode | undefined {
    const table = this.#tables.get(nameOf(source))
    if (table === undefined || !hides(table)) return undefined
    return RawNode.create([`(select ${selection(table, this.#word)} from `, ')'], [source])
  }
}

const nameOf = ({ table }: TableNode): string => table.identifier.name
