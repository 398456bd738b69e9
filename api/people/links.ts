import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Token } from '../../people/account.ts'
import { readUser, type UserRow } from '../../projections/people/user.ts'
import { formFields } from '../command-request.ts'
import { recordDeed } from '../deeds.ts'
import { contextOf } from '../page-context.ts'
import { sendHtml } from '../reply.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { fieldErrors } from '../validation.ts'
import { accountKey } from './attempt-sign-in.ts'
import type { Answering } from './come-in.ts'
import { letInOrAsk } from './let-in.ts'
import { NewPassword } from './password-rule.ts'
import { reader } from './reader.ts'
import { noteOf } from './user-commands.ts'

type Linked = Answering & { readonly token: string }

const LONGEST_BODY = 16_384

/** Who may come in by a token; those who were blocked or deleted since may not. */
const whose = async ({ deps }: Answering, token: Token | undefined): Promise<UserRow | undefined> => {
  const user = token && (await readUser(reader, deps.readSide.queries(), token.user))
  return user?.status === 'active' || user?.status === 'invited' ? user : undefined
}

const contextIn = ({ deps, request }: Answering) => contextOf(deps, request, deps.viewerOf(request))

const noLink = (answering: Answering): FastifyReply =>
  sendHtml(answering.reply, 404, answering.deps.gate.noLink(contextIn(answering)))

/** The page of a link. Looking at it uses nothing up, as programs look at the links of a mail before people do. */
const show = async (linked: Linked): Promise<FastifyReply> => {
  const { deps, reply, token } = linked
  const found = await deps.people.tokens.find(token, deps.clock())
  const user = await whose(linked, found)
  if (found === undefined || user === undefined) return noLink(linked)
  const form = { token, purpose: found.purpose, email: user.email ?? '' }
  return sendHtml(reply, 200, deps.gate.link(contextIn(linked), form))
}

const Chosen = z
  .object({ password: NewPassword, again: z.string().max(512) })
  .refine(({ password, again }) => password === again, { message: 'passwordsDiffer', path: ['again'] })

const setPassword = async ({ deps, request }: Answering, user: UserRow, password: string): Promise<void> => {
  await deps.people.passwords.set(user.id, password, deps.clock())
  await deps.people.sessions.endAll(user.id)
  await deps.people.halfSignIns.endAll(user.id)
  await deps.people.attempts.clear(accountKey(deps.people, user.email ?? ''))
  await noteOf(deps, user.id, 'RecordPassword')
  await recordDeed(deps, { kind: 'password_set', by: user.id, path: request.routeOptions.url ?? '' })
}

/** Uses the link: leads in, and sets the password first where that is what it is for. */
const use = async (linked: Linked): Promise<unknown> => {
  const { deps, request, reply, token } = linked
  const { tokens, passwords } = deps.people
  const found = await tokens.find(token, deps.clock())
  const user = await whose(linked, found)
  if (found === undefined || user === undefined) return noLink(linked)
  const chosen = found.purpose === 'link' ? undefined : Chosen.safeParse(formFields(request))
  if (chosen?.success === false) {
    const context = contextIn(linked)
    const form = {
      token,
      purpose: found.purpose,
      email: user.email ?? '',
      errors: fieldErrors(context.text, chosen.error),
    }
    return sendHtml(reply, 422, deps.gate.link(context, form))
  }
  // Of two who come with it at once the first one gets in.
  if ((await tokens.use(token, deps.clock())) === undefined) return noLink(linked)
  if (chosen !== undefined) await setPassword(linked, user, chosen.data.password)
  if (user.status === 'invited') await noteOf(deps, user.id, 'AcceptInvitation')
  const next = (await passwords.has(user.id)) ? '/' : '/account'
  return letInOrAsk(linked, user.id, { way: found.purpose, next })
}

/** Registers the pages of links that lead in once: of an invitation, of a forgotten password, from the operator. */
export const registerLinks = (app: FastifyInstance, deps: ServerDependencies): void => {
  const options = { config: { may: 'public' } as const, bodyLimit: LONGEST_BODY }
  type Params = { Params: { token: string } }
  app.get<Params>('/sign-in/link/:token', options, (request, reply) =>
    show({ deps, request, reply, token: request.params.token }),
  )
  app.post<Params>('/sign-in/link/:token', options, (request, reply) =>
    use({ deps, request, reply, token: request.params.token }),
  )
}
