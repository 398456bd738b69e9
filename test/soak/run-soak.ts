import { readFile, rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { readConfig } from '../../bin/config.ts'
import { stopEmbeddedPostgres } from '../../bin/embedded-postgres.ts'
import { withShop } from '../../bin/open-shop.ts'
import { comeIn, goOnWith, linkIn } from '../support/visit.ts'
import { deal } from './blows.ts'
import { checkCommands, checkOrder, readLog } from './check-log.ts'
import { checkRules } from './check-rules.ts'
import { checkShop } from './check-shop.ts'
import { environmentOf, type Keeper, keepServer } from './keeper.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { work } from './user.ts'
import { emptyWorld } from './world.ts'

export type Soak = {
  readonly home: string
  readonly seconds: number
  readonly seed: string
  readonly users: number
  /** Between two requests of a user, on average. */
  readonly pauseMs: number
  readonly tell: (line: string) => void
  /** Ends it early; what was done by then is checked. */
  readonly asked?: AbortSignal
}

const OPEN_WITHIN_MS = 120_000

const LOOK_EVERY_MS = 100

/** All users come in as the one whom the first start lets in; the session is good for every server that follows. */
const comeInTo = async ({ address, log }: Keeper): Promise<void> => {
  for (;;) {
    const link = linkIn(await readFile(log, 'utf8'))
    if (link !== undefined) return goOnWith(address, await comeIn(address, link))
    await delay(LOOK_EVERY_MS)
  }
}

/** Users and blows side by side, until the time is over and the last command is answered. */
const drive = async (keeper: Keeper, soak: Soak, ledger: Ledger): Promise<void> => {
  const { home, seconds, seed, users, pauseMs, tell, asked } = soak
  const startedAt = performance.now()
  const isOver = () => asked?.aborted === true || performance.now() > startedAt + seconds * 1000
  let kills = 0
  const onBlow = (blow: string) => {
    kills += 1
    tell(`${((performance.now() - startedAt) / 1000).toFixed(1)} s: killed ${blow}`)
  }
  const going = { ledger, world: emptyWorld(), address: keeper.address, isOver, writes: new Map(), kills: () => kills }
  await Promise.all([
    deal({ home, keeper, ledger, isOver, onBlow }, `${seed}/blows`),
    ...Array.from({ length: users }, (_, user) => work(going, `${seed}/${user}`, pauseMs)),
  ])
}

const check = async (keeper: Keeper, { home, tell }: Soak, ledger: Ledger): Promise<void> => {
  tell('Checking read models and seals')
  await checkShop(home, keeper, ledger)
  const code = await keeper.stop()
  if (code !== 0) ledger.violations.push(`asked to stop, the server ended with ${code}`)
  tell('Checking the log')
  await withShop(readConfig(environmentOf(home)), async ({ store }) => {
    const log = await readLog(store)
    checkOrder(ledger, log)
    checkCommands(ledger, log)
    checkRules(ledger, log)
  })
}

/** Lets a shop be used and beaten for some time, then looks whether it has kept its promises. */
export const runSoak = async (soak: Soak): Promise<Ledger> => {
  const ledger = openLedger()
  const keeper = await keepServer(soak.home)
  try {
    if (!(await keeper.isReady(OPEN_WITHIN_MS))) throw new Error(`The shop did not open: see ${keeper.log}`)
    await comeInTo(keeper)
    await drive(keeper, soak, ledger)
    if (await keeper.isReady(OPEN_WITHIN_MS)) await check(keeper, soak, ledger)
    else ledger.violations.push(`the shop was not ready at the end: see ${keeper.log}`)
  } finally {
    keeper.kill()
    await keeper.stop()
    await stopEmbeddedPostgres(soak.home).catch(() => undefined)
  }
  return ledger
}

export const removeSoaked = (home: string): Promise<void> => rm(home, { recursive: true, force: true, maxRetries: 5 })
