import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import type { Freshness } from '../../api/page.ts'
import type { Mail } from '../../api/people/people.ts'
import { createServer, type ServerParts } from '../../api/server.ts'
import { runBackground } from '../../bin/background.ts'
import { serverDependencies } from '../../bin/commands/serve.ts'
import { openPasts } from '../../bin/open-pasts.ts'
import { type Shop, startReading } from '../../bin/open-shop.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { catchUp } from './catch-up.ts'
import type { TestDatabase } from './cluster.ts'
import { doJobsHere } from './jobs.ts'
import { everybodyLocal, testPeople } from './people.ts'
import { shopDatabase } from './shop-database.ts'
import { fail, openTestShop } from './test-shop.ts'

type Answer = {
  readonly status: number
  readonly body: string
  readonly json: () => unknown
  readonly headers: Record<string, unknown>
}

export type TestServer = {
  readonly app: FastifyInstance
  readonly shop: Shop
  /** As the superuser, for what nobody can do who works as the server does. */
  readonly owner: Pool
  readonly mails: readonly Mail[]
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answer>
  /** A command as a program sends it. */
  readonly send: (path: string, data: object, headers?: Record<string, string>) => Promise<Answer>
  /** A form as a browser without script sends it. */
  readonly submit: (path: string, fields: Record<string, string>, headers?: Record<string, string>) => Promise<Answer>
  /** Resolves when everything that has happened, and what processes did about it, can be seen. */
  readonly caughtUp: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Every parked sequence and every read model that is half a minute behind is trouble. */
export const thresholds = { behindSeconds: 30, parkedSequences: 0 }

/**
 * The whole shop on a database of its own, in which nothing has happened yet unless told: log, keys, read models, processes,
 * server. Nothing listens; requests are injected.
 */
export const startServer = async (
  onError: (error: unknown) => void = fail,
  viewerOf?: () => Viewer,
  over: Partial<ServerParts> & {
    readonly lost?: () => Freshness['lost']
    readonly database?: () => Promise<TestDatabase>
    readonly isSecure?: boolean
  } = {},
): Promise<TestServer> => {
  const { lost = () => [], database = shopDatabase, isSecure = false, ...dependencies } = over
  const { shop, owner, close: closeShop } = await openTestShop(await database())
  const readSide = await startReading(shop, onError)
  await readSide.ready()
  const stopping = new AbortController()
  const { signal } = stopping
  const working = Promise.all([runBackground({ shop, readSide, signal, onError }), doJobsHere(shop, signal)])
  const pasts = openPasts(shop, 1)
  const freshness = () => ({ behindSeconds: 0, state: 'live', parked: 0, lost: lost() }) as const
  const { mails, people } = testPeople(shop, isSecure)
  const app = await createServer({
    ...serverDependencies(shop, readSide, { freshness, thresholds, pasts, people, logger: false }),
    viewerOf: viewerOf ?? everybodyLocal,
    ...dependencies,
  })
  const inject = async (
    method: 'GET' | 'POST',
    url: string,
    headers: Record<string, string>,
    payload?: string,
  ): Promise<Answer> => {
    const answer = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
    return { status: answer.statusCode, body: answer.body, json: () => answer.json(), headers: answer.headers }
  }
  return {
    app,
    shop,
    owner,
    mails,
    caughtUp: () => catchUp(shop, readSide),
    get: (path, headers = { accept: 'text/html' }) => inject('GET', path, headers),
    send: (path, data, headers = {}) =>
      inject(
        'POST',
        path,
        { 'content-type': 'application/json', accept: 'application/json', ...headers },
        JSON.stringify(data),
      ),
    submit: (path, fields, headers = {}) => {
      const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...headers }
      return inject('POST', path, form, new URLSearchParams(fields).toString())
    },
    close: async () => {
      stopping.abort()
      await app.close()
      await Promise.all([working, readSide.stop()])
      await pasts.close()
      await closeShop()
    },
  }
}
