/** Orders whose rows are carried out at once: enough to share commits of the log, few enough to leave it to people. */
const AT_ONCE = 16

/**
 * Does something with each row: with those of one order one after the other as they come, with those of several at once. What it
 * answers stands where the row does.
 * @param isOver once it is, no other row is begun, and there is no answer for it
 */
export const byOrderAtOnce = async <Row, Result>(
  rows: readonly Row[],
  orderOf: (row: Row) => string,
  one: (row: Row) => Promise<Result>,
  isOver: () => boolean = () => false,
): Promise<(Result | undefined)[]> => {
  const results = Array.from<unknown, Result | undefined>(rows, () => undefined)
  const orders = [...Map.groupBy(rows.entries(), ([, row]) => orderOf(row)).values()].values()
  const work = async () => {
    for (const rowsOfOne of orders)
      for (const [at, row] of rowsOfOne) {
        if (isOver()) return
        results[at] = await one(row)
      }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return results
}
