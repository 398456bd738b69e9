/** Orders whose rows are carried out at once: enough to share commits of the log, few enough to leave it to people. */
const AT_ONCE = 16

/** Does something with each row: with those of one order one after the other as they come, with those of several at once. */
export const byOrderAtOnce = async <Row, Result>(
  rows: readonly Row[],
  orderOf: (row: Row) => string,
  one: (row: Row) => Promise<Result>,
): Promise<Result[]> => {
  const results = new Map<Row, Result>()
  const orders = [...Map.groupBy(rows, orderOf).values()].values()
  const work = async () => {
    for (const rowsOfOne of orders) for (const row of rowsOfOne) results.set(row, await one(row))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return rows.flatMap(row => (results.has(row) ? [results.get(row) as Result] : []))
}
