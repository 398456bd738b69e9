import type { Config } from '../config.ts'
import { fillDemo } from '../fill-demo.ts'
import { openShop } from '../open-shop.ts'
import { thenProject } from '../then-project.ts'
import { UserError } from '../user-error.ts'

type Options = { readonly seed: string; readonly until: string | undefined; readonly json: boolean }

const untilOf = (text: string | undefined): Date => {
  const until = new Date(`${text ?? new Date().toISOString().slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(until.getTime())) throw new UserError(`--until takes a date such as 2026-01-31, not ${text}`)
  return until
}

/** Fills the shop with the demo's year before a date. The same seed and date give the same shop. */
export const demo = async (config: Config, { seed, until, json }: Options): Promise<void> => {
  const period = { seed, until: untilOf(until) }
  const shop = await openShop(config, line => process.stderr.write(`${line}\n`))
  try {
    const commands = await thenProject(shop, () => fillDemo(shop, period))
    const text = `The demo shop "${seed}" until ${period.until.toISOString().slice(0, 10)} is filled: ${commands} commands.`
    process.stdout.write(json ? `${JSON.stringify({ ...period, commands })}\n` : `${text}\n`)
  } finally {
    await shop.close()
  }
}
