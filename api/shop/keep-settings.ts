import type { FastifyInstance, FastifyRequest } from 'fastify'
import { flashOf } from '../flash.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { currentSettings, forgetSettings } from './current-settings.ts'
import { shopSettings } from './settings.ts'

/** A page somebody looks at: nothing else is drawn with settings, and what looks after the server must not wait for them. */
const isPage = ({ method, url, headers }: FastifyRequest): boolean =>
  method === 'GET' && (headers.accept ?? '').includes('text/html') && !url.startsWith('/health')

/** Taking back is a request of its own, whatever it takes back. */
const mayChange = ({ method, url }: FastifyRequest): boolean =>
  method === 'POST' && (url.startsWith(`/api${shopSettings.path}/`) || url.startsWith('/undo'))

/**
 * Every page is drawn with the settings of the shop, which are asked for when they may have become others. Whoever has just
 * done something may have changed them by another server.
 */
export const keepSettings = (app: FastifyInstance, deps: Pick<ServerDependencies, 'readSide' | 'clock'>): void => {
  app.addHook('preHandler', async request => {
    if (isPage(request)) await currentSettings(deps, flashOf(request) !== undefined)
  })
  app.addHook('onResponse', async request => {
    if (mayChange(request)) forgetSettings(deps)
  })
}
