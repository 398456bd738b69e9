import { columnsIn } from '../../projections/engine/list/kept-query.ts'
import { BadListQuery } from '../../projections/engine/list/list.ts'
import type { ListColumn } from './definition.ts'

export type ChosenColumns<Row> = {
  /** In their order; one of them names the row. */
  readonly shown: readonly ListColumn<Row>[]
  /** What could be shown, too. */
  readonly others: readonly ListColumn<Row>[]
}

/**
 * The columns that a query string asks for; without any those that the page shows of itself. The one that names the row, and
 * has its link, stays. @throws BadListQuery for a name that the page has not
 */
export const chosenColumns = <Row>(offered: readonly ListColumn<Row>[], query: URLSearchParams): ChosenColumns<Row> => {
  const naming = offered.find(({ names }) => names === true) ?? offered[0]
  const asked = columnsIn(query).map(name => {
    const found = offered.find(column => column.name === name)
    if (found === undefined) throw new BadListQuery('columns')
    return found
  })
  const chosen = asked.length === 0 ? offered.filter(({ isExtra }) => isExtra !== true) : asked
  const whole = naming === undefined || chosen.includes(naming) ? chosen : [naming, ...chosen]
  return {
    shown: whole.map(column => (column === naming ? { ...column, names: true } : column)),
    others: offered.filter(column => !whole.includes(column)),
  }
}

const moved = (names: readonly string[], name: string, by: -1 | 1): readonly string[] => {
  const at = names.indexOf(name)
  const other = names[at + by]
  if (at < 0 || other === undefined) return names
  return names.map(one => (one === name ? other : one === other ? name : one))
}

/** What a form ticked, in the order it had them, with the column that can not be taken off. */
const ticked = (query: URLSearchParams, order: string, naming: string): readonly string[] => {
  const names = columnsIn(query)
  return [...new Set([...order.split(','), ...names])].filter(name => names.includes(name) || name === naming)
}

/**
 * What the form of the columns asks for, as links say it: the query that it is to `keep`, and one parameter for the columns,
 * with the one that goes `up` or `down` where it goes. Undefined where the query string says it so already.
 */
export const settledColumns = (query: URLSearchParams): URLSearchParams | undefined => {
  const { keep, order = '', naming = '', up = '', down = '' } = Object.fromEntries(query)
  if (keep === undefined) return undefined
  const settled = new URLSearchParams(keep)
  settled.set('columns', moved(moved(ticked(query, order, naming), up, -1), down, 1).join(','))
  return settled
}
