import type { Config } from '../config.ts'
import { withShop } from '../open-shop.ts'
import { carriedOut, refusedIn, reportJson, reportText, trialIn } from '../orders/advance.ts'
import { rowsOf } from '../orders/rows.ts'
import { showProgress } from '../progress.ts'

type Options = { readonly apply: boolean; readonly json: boolean }

/**
 * Takes steps of orders by a file. Without `apply` all rows are tried on a copy of what they meet. The exit code is 1 where a row can
 * not be carried out.
 */
export const advanceOrders = async (config: Config, file: string, { apply, json }: Options): Promise<void> => {
  const rows = await rowsOf(file)
  const mode = apply ? 'done' : 'tried'
  await withShop(config, async shop => {
    const log = apply ? shop : trialIn(shop, shop.clock.now)
    const progress = showProgress(apply ? 'Rows' : 'Rows tried')
    const reports = await carriedOut(log, rows, done => progress.update(done, rows.length))
    progress.end(rows.length, rows.length)
    if (refusedIn(reports) > 0) process.exitCode = 1
    process.stdout.write(json ? reportJson(reports, mode) : reportText(reports, mode))
  })
}
