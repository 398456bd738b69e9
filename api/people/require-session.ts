import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Viewer } from '../../domain/viewer.ts'
import { isForm } from '../command-request.ts'
import { answerProblem } from '../errors.ts'
import { lostProblem, RETRY_AFTER_SECONDS } from '../outage.ts'
import { contextOf } from '../page-context.ts'
import { problem } from '../problem.ts'
import { sendHtml, sendProblem, wantsHtml } from '../reply.ts'
import { guardKeys } from './guard-keys.ts'
import { keptForm } from './kept-form.ts'
import { keySentBy } from './key-viewer.ts'
import { SECOND_FACTOR, signInFor } from './next.ts'
import { findViewer, type Guarding } from './signed-in.ts'

/** Neither depends on who asks. */
export const isForAll = ({ url }: FastifyRequest): boolean => /^\/(?:assets|health)(?:[/?]|$)/.test(url)

const isFollowed = ({ routeOptions }: FastifyRequest): boolean => routeOptions.url === '/live'

/** What a page asks for by itself: nobody is led away from what they are typing for it. */
const isUnasked = ({ routeOptions: { url = '' } }: FastifyRequest): boolean => /^\/(?:freshness|live|pick\/)/.test(url)

/** What is no address of the shop is told so to everybody. */
const needsSession = (request: FastifyRequest): boolean =>
  !request.is404 && (request.routeOptions.config.may !== 'public' || isFollowed(request)) && !isForAll(request)

const refuse = ({ deps }: Guarding, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const context = contextOf(deps, request, deps.viewerOf(request))
  const found = problem(context.text, 401, 'SignInNeeded', context.text('problem.detail.signIn'))
  const isReading = request.method === 'GET' || request.method === 'HEAD'
  reply.header('www-authenticate', 'Session')
  if (!wantsHtml(request)) return sendProblem(reply, found)
  if (!isReading) {
    const kept = isForm(request) ? keptForm(request, deps.commands) : undefined
    const notice = kept === undefined ? 'signIn.needed' : 'signIn.ended'
    return sendHtml(reply, 401, deps.gate.signIn(context, { next: '/', notice, kept }))
  }
  if (isUnasked(request)) return answerProblem(deps, request, reply, found)
  const to = signInFor(request.originalUrl)
  return request.headers['hx-request'] === 'true'
    ? reply.code(204).header('hx-redirect', to).send()
    : reply.redirect(to, 303)
}

/** Who asks can not be found out while the shop lacks what it needs: then that is what is said, as commands say it. */
const answerLost = ({ deps }: Guarding, request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply => {
  const { text } = contextOf(deps, request, deps.viewerOf(request))
  const lost = lostProblem(text, deps.readSide.freshness().lost)
  if (lost === undefined) throw error
  reply.header('retry-after', RETRY_AFTER_SECONDS)
  return answerProblem(deps, request, reply, lost)
}

const SETTING_UP = /^(?:\/api)?\/account\/(?:second-factor|proof)(?:\/|$)/

const isSettingUp = ({ routeOptions: { url = '' } }: FastifyRequest): boolean => SETTING_UP.test(url)

/** Whose groups ask for a second factor, and who has none, sets one up before anything else. */
const leadToSettingUp = ({ deps }: Guarding, request: FastifyRequest, reply: FastifyReply, viewer: Viewer) => {
  const { text } = contextOf(deps, request, viewer)
  const found = problem(text, 403, 'SecondFactorNeeded', text('problem.detail.secondFactor'))
  if (!wantsHtml(request) || isUnasked(request)) return sendProblem(reply, found)
  return request.headers['hx-request'] === 'true'
    ? reply.code(204).header('hx-redirect', SECOND_FACTOR).send()
    : reply.redirect(SECOND_FACTOR, 303)
}

const LOOKED_AGAIN_MS = 5_000
const UNUSED = { isUse: false } as const

/** Whoever follows a page for hours is asked again whether they still may. */
const keepAsking = ({ deps, signedIn }: Guarding, request: FastifyRequest, reply: FastifyReply): void => {
  const again = setInterval(() => {
    findViewer(deps, request, UNUSED).then(
      viewer => signedIn.remember(request, viewer?.lacksSecondFactor === true ? undefined : viewer),
      // What can not be asked now is asked again.
      () => undefined,
    )
  }, LOOKED_AGAIN_MS)
  reply.raw.once('close', () => clearInterval(again))
}

/**
 * Finds out whose session or key a request comes with, and lets nobody else in. Of one with a key no session is looked for.
 * A form that comes without one waits until it has been read, so that it can be kept.
 */
export const requireSession = (app: FastifyInstance, guarding: Guarding): void => {
  const { deps, signedIn } = guarding
  const keys = guardKeys(guarding)
  const find = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (isForAll(request)) return undefined
    if (keySentBy(request) !== undefined) return keys(request, reply)
    const viewer = await findViewer(deps, request, { isUse: !isUnasked(request) })
    signedIn.remember(request, viewer)
    if (viewer !== undefined && isFollowed(request)) keepAsking(guarding, request, reply)
    if (viewer?.lacksSecondFactor === true && needsSession(request) && !isSettingUp(request))
      return leadToSettingUp(guarding, request, reply, viewer)
    const isRefused = viewer === undefined && needsSession(request) && !isForm(request)
    return isRefused ? refuse(guarding, request, reply) : undefined
  }
  app.addHook('onRequest', (request, reply) =>
    find(request, reply).catch((error: unknown) => answerLost(guarding, request, reply, error)),
  )
  app.addHook('preHandler', async (request, reply) =>
    needsSession(request) && !signedIn.isKnown(request) ? refuse(guarding, request, reply) : undefined,
  )
}
