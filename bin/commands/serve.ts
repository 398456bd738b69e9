import { once } from 'node:events'
import { createServer as probe } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Server as SecureServer } from 'node:tls'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { v7 } from 'uuid'
import { checkEventStore, checkOf } from '../../api/dependencies.ts'
import { actions, bulks, commands, lists, things } from '../../api/index.ts'
import { logReadingOf } from '../../api/log-reading.ts'
import { linkTo } from '../../api/people/next.ts'
import type { People } from '../../api/people/people.ts'
import { createServer, type ServerParts } from '../../api/server.ts'
import type { ServerDependencies } from '../../api/server-dependencies.ts'
import { processes } from '../../domain/processes/index.ts'
import { auditingOf } from '../../eventstore/audit/auditing.ts'
import { openBulkRuns } from '../../eventstore/bulk/runs.ts'
import { createForesee } from '../../eventstore/decide-only.ts'
import { beginProcess } from '../../eventstore/react.ts'
import { stateCache } from '../../eventstore/state-cache.ts'
import { createFindUndo } from '../../eventstore/undo.ts'
import { openApiKeys } from '../../people/api-keys.ts'
import { openSavedViews } from '../../people/saved-views.ts'
import { openWebhookSecrets } from '../../people/webhook-secrets.ts'
import type { Database } from '../../projections/database.ts'
import { jobQueue } from '../../projections/engine/build/job-queue.ts'
import { clearRetired } from '../../projections/engine/build/run-jobs.ts'
import type { ReadSide } from '../../projections/engine/run/run.ts'
import { projections } from '../../projections/index.ts'
import { loadAssets } from '../../ui/assets.ts'
import { pages } from '../../ui/index.ts'
import { gateOf } from '../../ui/people/gate.ts'
import { shellOf } from '../../ui/shell.ts'
import { type Background, forever, runBackground, watchFreshness } from '../background.ts'
import type { Config } from '../config.ts'
import { askDatabase } from '../dependencies.ts'
import { ensureRoot } from '../ensure-root.ts'
import { ensureStores } from '../ensure-stores.ts'
import { firstLinks, type NewUser } from '../first-users.ts'
import { keepTls } from '../keep-tls.ts'
import { openMailer } from '../mailer.ts'
import { openPasts } from '../open-pasts.ts'
import { logOf, openShop, type Shop, startReading, typesOf } from '../open-shop.ts'
import { stepsIn, trialIn } from '../orders/advance.ts'
import { peopleOf } from '../people.ts'
import { errorReporter } from '../report-errors.ts'
import { revisionOf } from '../revision-of.ts'
import { readTls, type Tls } from '../tls.ts'
import { UserError } from '../user-error.ts'
import { doJobsInThreads, verifyInThreads } from '../work-in-threads.ts'

const notice = (line: string) => process.stderr.write(`${line}\n`)

/** A taken port is told before anything is started, because starting takes a while. */
const refuseTakenPort = ({ host, port }: Config): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = probe()
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} on ${host} is taken: another Daybook may be running. Stop it, or set PORT to another one.`
      reject(error.code === 'EADDRINUSE' ? new UserError(taken) : error)
    })
    socket.listen(port, host, () => socket.close(() => resolve()))
  })

/** What is the same in every shop: what can be asked, and how it is shown. */
const program = () => {
  const { url, files } = loadAssets()
  return {
    commands,
    actions,
    bulks,
    pages,
    lists,
    things,
    shell: shellOf(url),
    gate: gateOf(url),
    assets: [...files].map(([url, { body, type }]) => ({ url, type, body })),
  }
}

type Rest = Pick<ServerDependencies, 'logger' | 'thresholds' | 'pasts' | 'people'> & {
  readonly freshness: ServerDependencies['readSide']['freshness']
}

const operatorOf = ({ pool }: Shop, { parked, retryParked, releaseParked }: ReadSide<Database>) => ({
  ...jobQueue({ pool, projections, newId: v7 }),
  parked,
  retry: retryParked,
  release: releaseParked,
})

/** For the states of long streams that are asked for without a command. */
const FORESEEN_BYTES = 4 * 1024 * 1024

const foreseeIn = ({ store, vault }: Shop) =>
  createForesee({ store, vault, clock: () => new Date(), cache: stateCache(FORESEEN_BYTES) })

/** Puts the parts of a server together; also for specs, which add nothing of their own. */
export const serverDependencies = (
  shop: Shop,
  readSide: ReadSide<Database>,
  { freshness, ...rest }: Rest,
): ServerParts => ({
  ...program(),
  ...rest,
  execute: shop.execute,
  findUndo: createFindUndo(shop),
  foresee: foreseeIn(shop),
  orderSteps: isTried => stepsIn(isTried ? trialIn(shop, shop.clock.now) : shop),
  readSide: {
    queries: readSide.queries,
    waitFor: (position, { category, id }, milliseconds) =>
      readSide.waitFor(position, { types: typesOf(category), stream: `${category}-${id}` }, milliseconds),
    isParked: ({ category, id }) => readSide.isParked(`${category}-${id}`),
    freshness,
  },
  revisionOf: revisionOf(shop.store),
  ...logReadingOf(logOf(shop)),
  readSideStatus: readSide.status,
  operator: operatorOf(shop, readSide),
  auditing: auditingOf(shop),
  savedViews: openSavedViews(shop.pool),
  apiKeys: openApiKeys(shop.pool),
  webhookSecrets: openWebhookSecrets(shop.pool, shop.vault),
  bulk: openBulkRuns(shop.pool, shop.vault),
  newId: v7,
  clock: () => new Date(),
  ready: () =>
    Promise.all([
      checkEventStore(shop.store),
      checkOf('database', () => askDatabase(shop)),
      checkOf('clock', shop.clock.check),
      checkOf('read models', readSide.ready),
      ...(shop.database.checkDisk === undefined ? [] : [checkOf('disk of the database', shop.database.checkDisk)]),
    ]),
})

/** Aborted when the person at the keyboard or the supervisor asks to stop. */
const askedToStop = (): AbortSignal => {
  const asked = new AbortController()
  process.once('SIGINT', () => asked.abort())
  process.once('SIGTERM', () => asked.abort())
  return asked.signal
}

const addressOf = ({ host, port, tls }: Config, app: FastifyInstance): string => {
  const address = app.server.address()
  const actual = typeof address === 'object' && address !== null ? address.port : port
  return `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${actual}`
}

/** Fastify has one type for servers with TLS and without; this one has it. */
const useIn =
  ({ server }: FastifyInstance) =>
  (tls: Tls): void =>
    (server as unknown as SecureServer).setSecureContext(tls)

/** Does the jobs that operators and auditors ask for, and clears away what rebuilds have left. */
const operate = (config: Config, background: Background) => {
  const { shop, signal } = background
  return Promise.all([
    forever(background, () => doJobsInThreads(config, shop, signal)),
    forever(background, () => verifyInThreads(config, shop, signal)),
    forever(background, () =>
      clearRetired({ pool: shop.pool, projections, hours: config.keepGenerationsHours, signal }),
    ),
  ])
}

const READY_WITHIN_MS = 20_000
const TOLD_WITHIN_MS = 5_000

/** Host and port by which people reach the shop, if that is said. */
const hostOf = ({ publicUrl }: Config): string | undefined =>
  publicUrl === undefined ? undefined : new URL(publicUrl).host

const peopleIn = (config: Config, shop: Shop, onError: (error: unknown) => void, address: () => string): People => {
  const { publicUrl, smtpUrl, mailFrom, tls } = config
  const origin = () => publicUrl ?? address()
  return peopleOf(shop, {
    origin,
    isSecure: tls !== undefined || publicUrl?.startsWith('https:') === true,
    send: openMailer({ smtpUrl, from: mailFrom }, onError),
  })
}

type Opening = {
  readonly fill: (shop: Shop, asked: AbortSignal) => Promise<void>
  /** Who works in a demo shop beside its administrator. */
  readonly staff: readonly NewUser[]
}

/** Shows whoever starts a new shop how to come in. Links for others than the administrator are for whoever sits here alone. */
const tellFirst = async (
  { shop, readSide }: Pick<Background, 'shop' | 'readSide'>,
  people: People,
  { staff, locale }: { readonly staff: readonly NewUser[]; readonly locale: string | undefined },
) => {
  for (const { name, token } of await firstLinks(shop, readSide, people, staff, locale))
    process.stdout.write(`Come in once as ${name}: ${linkTo(people.origin(), token)}\n`)
}

/** Projects, reacts and answers until asked to stop; ends all of it, also when something fails on the way. */
const open = async (config: Config, shop: Shop, staff: Opening['staff'], asked: AbortSignal): Promise<void> => {
  const logger = pino({ level: config.logLevel })
  const onError = errorReporter(logger)
  const stopping = new AbortController()
  const readSide = await startReading(shop, onError)
  const background = { shop, readSide, signal: stopping.signal, onError }
  const pasts = openPasts(shop, config.keepAsOfHours)
  await Promise.all(processes.map(process => beginProcess(shop, process)))
  await ensureRoot(shop.execute)
  await ensureStores(shop)
  const { freshness, watching } = watchFreshness(background)
  const working = Promise.all([runBackground(background), operate(config, background)])
  try {
    // A shop that was just filled is built in a moment; one that takes longer opens, and its pages say so.
    await Promise.race([readSide.ready(), delay(READY_WITHIN_MS, undefined, { signal: asked, ref: false })]).catch(
      () => undefined,
    )
    let address = ''
    const people = peopleIn(config, shop, onError, () => address)
    const { thresholds, trustProxy, rate } = config
    const parts = serverDependencies(shop, readSide, { freshness, thresholds, pasts, people, logger })
    const tls = config.tls && readTls(config.tls)
    const app = await createServer({ ...parts, host: hostOf(config), trustProxy, rate, tls })
    await app.listen({ host: config.host, port: config.port })
    if (config.tls !== undefined) keepTls({ files: config.tls, use: useIn(app), notice, signal: stopping.signal })
    address = addressOf(config, app)
    const told = { staff: config.publicUrl === undefined ? staff : [], locale: config.locale }
    const inviting = tellFirst(background, people, told).catch(onError)
    // Where read models are still built it is told when they are.
    await Promise.race([inviting, delay(TOLD_WITHIN_MS, undefined, { ref: false })])
    process.stdout.write(`Daybook is open at ${address}\n`)
    if (!asked.aborted) await once(asked, 'abort')
    notice('Closing …')
    await app.close()
  } finally {
    stopping.abort()
    await Promise.all([watching, working, readSide.stop()])
    await pasts.close()
  }
}

/** Runs the shop until it is asked to stop, then leaves everything in order. */
export const serve = async (config: Config, { fill, staff }: Opening): Promise<void> => {
  if (config.tls !== undefined) readTls(config.tls)
  await refuseTakenPort(config)
  const asked = askedToStop()
  const shop = await openShop(config, notice)
  try {
    await fill(shop, asked)
    if (!asked.aborted) await open(config, shop, staff, asked)
  } finally {
    await shop.close()
  }
}
