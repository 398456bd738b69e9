import { execFile } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { environmentOf, type Keeper } from './keeper.ts'
import type { Ledger } from './ledger.ts'

const daybook = fileURLToPath(new URL('../../bin/daybook.ts', import.meta.url))

type Ended = { readonly code: number; readonly output: string; readonly errors: string }

/** What an operator would type, on the shop that runs. */
const daybookOf = (home: string, args: readonly string[]): Promise<Ended> =>
  new Promise(resolve => {
    const options = { env: environmentOf(home), maxBuffer: 64 * 1024 * 1024 }
    const child = execFile(process.execPath, [daybook, ...args], options, (_, output, errors) =>
      resolve({ code: child.exitCode ?? -1, output, errors }),
    )
  })

const Status = z.object({
  generations: z.array(
    z.object({ model: z.string(), state: z.string(), eventsBehind: z.number(), parkedEvents: z.number() }),
  ),
})
type Status = z.infer<typeof Status>

const CAUGHT_UP_WITHIN_MS = 60_000

const statusOf = async (home: string): Promise<Status['generations']> => {
  const { output, errors } = await daybookOf(home, ['projections', 'status', '--json'])
  const status = Status.safeParse(output === '' ? undefined : JSON.parse(output))
  if (!status.success) throw new Error(`projections status: ${errors}`)
  return status.data.generations.filter(({ state }) => state !== 'retired')
}

/** Until every read model has read the whole log. */
const caughtUp = async (home: string, ledger: Ledger): Promise<void> => {
  const giveUpAt = performance.now() + CAUGHT_UP_WITHIN_MS
  let behind = await statusOf(home)
  while (behind.some(({ eventsBehind }) => eventsBehind > 0) && performance.now() < giveUpAt) {
    await delay(500)
    behind = await statusOf(home)
  }
  for (const { model, state, eventsBehind, parkedEvents } of behind) {
    if (state === 'failed') ledger.violations.push(`read model ${model} has failed`)
    if (eventsBehind > 0) ledger.violations.push(`read model ${model} is ${eventsBehind} events behind`)
    if (parkedEvents > 0) ledger.violations.push(`read model ${model} has parked ${parkedEvents} events`)
  }
}

/** A command of the command line has to end well. */
const hold = async (home: string, ledger: Ledger, args: readonly string[]): Promise<void> => {
  const { code, output, errors } = await daybookOf(home, args)
  if (code !== 0) ledger.violations.push(`daybook ${args.join(' ')} ended with ${code}: ${output}${errors}`)
}

/** Read models have everything, a rebuild gives the same rows, and all can be sealed and verified. */
export const checkShop = async (home: string, keeper: Keeper, ledger: Ledger): Promise<void> => {
  await caughtUp(home, ledger)
  await hold(home, ledger, ['projections', 'rebuild', 'all', '--dry-run'])
  await hold(home, ledger, ['audit', 'seal'])
  await hold(home, ledger, ['audit', 'verify'])
  const health = await fetch(`${keeper.address}/health/projecting`)
  if (health.status !== 200) ledger.violations.push(`/health/projecting: ${await health.text()}`)
}
