import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { ViewerOf } from '../../api/permission.ts'
import { createServer } from '../../api/server.ts'
import { runBackground, watchFreshness } from '../../bin/background.ts'
import { serverDependencies } from '../../bin/commands/serve.ts'
import { openPasts } from '../../bin/open-pasts.ts'
import { type Shop, startReading } from '../../bin/open-shop.ts'
import type { Database } from '../../projections/database.ts'
import type { ReadSide } from '../../projections/engine/run/run.ts'
import { launchBrowser } from './browser.ts'
import { catchUp } from './catch-up.ts'
import type { TestDatabase } from './cluster.ts'
import { doJobsHere } from './jobs.ts'
import { everybodyLocal, testPeople } from './people.ts'
import { thresholds } from './server.ts'
import { shopDatabase } from './shop-database.ts'
import type { Sender } from './shop-filling.ts'
import { openTestShop } from './test-shop.ts'

type Running = {
  readonly app: FastifyInstance
  readonly shop: Shop
  readonly owner: Pool
  readonly origin: string
  /** How many event streams the server writes at the moment. */
  readonly streams: () => number
  /** Resolves when everything that has happened, and what processes did about it, can be seen. */
  readonly caughtUp: () => Promise<void>
  readonly stopProjecting: () => Promise<void>
  readonly startProjecting: () => Promise<void>
  readonly close: () => Promise<void>
}

/** A read side that can be stopped and started again under a server that goes on. */
const switchable = async (shop: Shop, onError: (error: unknown) => void) => {
  let current = await startReading(shop, onError)
  await current.ready()
  const readSide: ReadSide<Database> = {
    queries: () => current.queries(),
    waitFor: (...asked) => current.waitFor(...asked),
    ready: () => current.ready(),
    status: () => current.status(),
    parked: () => current.parked(),
    isParked: (...asked) => current.isParked(...asked),
    retryParked: (...asked) => current.retryParked(...asked),
    releaseParked: (...asked) => current.releaseParked(...asked),
    stop: () => current.stop(),
  }
  const start = async () => {
    current = await startReading(shop, onError)
  }
  return { readSide, start }
}

const countStreams = (server: Server): (() => number) => {
  let open = 0
  server.on('request', ({ url }, response) => {
    if (!/\/live(?:\?|$)/.test(url ?? '')) return
    open += 1
    response.once('close', () => {
      open -= 1
    })
  })
  return () => open
}

/** The whole shop as `daybook serve` runs it, on a free port. */
const startListening = async (
  database: TestDatabase,
  onError: (error: unknown) => void,
  viewerOf: ViewerOf | undefined,
): Promise<Running> => {
  const { shop, owner, close } = await openTestShop(database)
  const { readSide, start } = await switchable(shop, onError)
  const stopping = new AbortController()
  const background = { shop, readSide, signal: stopping.signal, onError }
  const { freshness, watching } = watchFreshness(background)
  const working = Promise.all([runBackground(background), doJobsHere(shop, stopping.signal)])
  const pasts = openPasts(shop, 1)
  // Known once it listens, on a free port.
  let origin = ''
  const { people } = testPeople(shop, false, () => origin)
  const parts = serverDependencies(shop, readSide, { freshness, thresholds, pasts, people, logger: false })
  const app = await createServer({ ...parts, viewerOf })
  await app.listen({ host: '127.0.0.1', port: 0 })
  // A server that listens on a port has an address of this kind.
  origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  return {
    app,
    shop,
    owner,
    origin,
    streams: countStreams(app.server),
    caughtUp: () => catchUp(shop, readSide),
    stopProjecting: readSide.stop,
    startProjecting: start,
    close: async () => {
      stopping.abort()
      await app.close()
      await Promise.all([watching, working, readSide.stop()])
      await pasts.close()
      await close()
    },
  }
}

export type BrowserShop = Pick<Running, 'caughtUp' | 'stopProjecting' | 'startProjecting' | 'streams'> & {
  readonly shop: () => Shop
  /** Scheme, host and port at which it is open. */
  readonly origin: () => string
  /** As the superuser, for what nobody can do who works as the server does. */
  readonly owner: () => Pool
  /** Sends a command as a program does. @throws when it is refused */
  readonly send: Sender['send']
  /** Opens a page as a person of one's own, in a window that is closed after the spec. */
  readonly open: (path: string, options?: BrowserContextOptions) => Promise<Page>
  /** What pages complained about so far: errors, and anything the policy blocked. Empty after every spec. */
  readonly complaints: readonly string[]
  /** Takes complaints off the list that a spec has brought about. */
  readonly forgive: (about: RegExp) => void
}

/** A refused command is answered with a 4xx, which the browser's console tells as if it were an error. */
const isRefusal = (text: string): boolean => /^Failed to load resource: .* status of 4\d\d/.test(text)

const listenTo = (page: Page, complaints: string[]): void => {
  page.on('console', message => {
    if (message.type() === 'error' && !isRefusal(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(error.message))
}

/**
 * The shop, in which nothing has happened yet unless told, and the browser of a spec file; started before its specs, and
 * every spec ends without complaints.
 * @param isGuarded its visitors have to sign in
 */
export const browserShop = (database = shopDatabase, { isGuarded = false } = {}): BrowserShop => {
  const complaints: string[] = []
  const contexts: BrowserContext[] = []
  let running: Running
  let browser: Browser
  beforeAll(async () => {
    const complain = (error: unknown) => complaints.push(String(error))
    const start = async () => startListening(await database(), complain, isGuarded ? undefined : everybodyLocal)
    ;[running, browser] = await Promise.all([start(), launchBrowser()])
  }, 120_000)
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map(context => context.close()))
    expect(complaints.splice(0)).toEqual([])
  })
  afterAll(async () => {
    await browser.close()
    await running.close()
  })
  return {
    complaints,
    forgive: about => {
      complaints.splice(0, complaints.length, ...complaints.filter(text => !about.test(text)))
    },
    shop: () => running.shop,
    origin: () => running.origin,
    owner: () => running.owner,
    caughtUp: () => running.caughtUp(),
    streams: () => running.streams(),
    stopProjecting: () => running.stopProjecting(),
    startProjecting: () => running.startProjecting(),
    send: async (path, data) => {
      const answer = await running.app.inject({ method: 'POST', url: path, payload: data })
      if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.body}`)
      return { status: answer.statusCode, body: answer.body }
    },
    open: async (path, options = {}) => {
      const context = await browser.newContext({
        baseURL: running.origin,
        viewport: { width: 1360, height: 860 },
        locale: 'en-GB',
        ...options,
      })
      contexts.push(context)
      context.setDefaultTimeout(10_000)
      context.on('page', page => listenTo(page, complaints))
      const page = await context.newPage()
      await page.goto(path)
      return page
    },
  }
}

/** Waits until the person is told this in a message. */
export const told = (page: Page, text: string): Promise<void> =>
  page.getByRole('region', { name: 'Messages' }).getByText(text).last().waitFor()

/** Waits for the page with this heading. */
export const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true })
export const link = (page: Page, name: string): Locator => page.getByRole('link', { name, exact: true })
/** An entry of the menu; the breadcrumb may have a link of that name, too. */
export const entry = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true })
export const cardOf = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true })

/** Waits until what is shown satisfies the spec; the page follows by itself. */
export const eventually = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 10_000, interval: 30 })
