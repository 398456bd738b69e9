import type { Column, Table } from './table.ts'

export type JsonSchema = Readonly<Record<string, unknown>>

const TYPES: Readonly<Record<Column<unknown>['sql'], JsonSchema>> = {
  text: { type: 'string' },
  bigint: { type: 'integer' },
  boolean: { type: 'boolean' },
  timestamptz: { type: 'string', format: 'date-time' },
  date: { type: 'string', format: 'date' },
  jsonb: {},
  tsvector: {},
}

const ofColumn = ({ sql, nullable }: Column<unknown>): JsonSchema => {
  const { type, ...rest } = TYPES[sql]
  return type === undefined ? rest : { type: nullable ? [type, 'null'] : type, ...rest }
}

/** Rows of a table as a program gets them, without whose personal data they hold; `more`: what comes with each. */
export const rowSchema = ({ columns, subject }: Table, more: Readonly<Record<string, JsonSchema>> = {}): JsonSchema => {
  const own = Object.entries<Column<unknown>>(columns).filter(([name]) => name !== subject)
  return {
    type: 'object',
    properties: { ...Object.fromEntries(own.map(([name, column]) => [name, ofColumn(column)])), ...more },
  }
}

export const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items })
