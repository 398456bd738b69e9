import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { emailKey } from '../../domain/shared/email.ts'
import { readUser } from '../../projections/people/user.ts'
import { formFields } from '../command-request.ts'
import { contextOf } from '../page-context.ts'
import { sendHtml } from '../reply.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { addressKey } from './attempt-sign-in.ts'
import type { Answering } from './come-in.ts'
import { reader } from './reader.ts'
import { sendLink } from './send-link.ts'

const Email = z.string().min(1).max(320)

/** Sends a link, if there is somebody; not too many to one person, nor for one who asks. */
const remind = async ({ deps, request }: Answering, email: string): Promise<void> => {
  const { people } = deps
  const keys = [people.hash(`forgotten\n${emailKey(email)}`), people.hash(`forgotten\n${addressKey(people, request)}`)]
  const { allowed } = await people.attempts.begin(keys, deps.clock())
  const id = allowed ? await people.userOf(email) : undefined
  const user = id === undefined ? undefined : await readUser(reader, deps.readSide.queries(), id)
  if (user?.status === 'active') await sendLink(deps, user, 'reset')
  if (user?.status === 'invited') await sendLink(deps, user, 'invitation')
}

/** Registers the page for those who have forgotten their password. Its answer does not tell whether there is such a user. */
export const registerForgotten = (app: FastifyInstance, deps: ServerDependencies): void => {
  const options = { config: { may: 'public' } as const, bodyLimit: 16_384 }
  app.get('/sign-in/forgotten', options, (request, reply) =>
    sendHtml(reply, 200, deps.gate.forgotten(contextOf(deps, request, deps.viewerOf(request)), { isSent: false })),
  )
  app.post('/sign-in/forgotten', options, (request, reply) => {
    const email = Email.safeParse(formFields(request)['email'])
    // Behind the answer, which so takes as long for everybody.
    if (email.success)
      void remind({ deps, request, reply }, email.data).catch((error: unknown) =>
        request.log.error({ failure: String(error) }, 'a link could not be sent'),
      )
    return sendHtml(reply, 200, deps.gate.forgotten(contextOf(deps, request, deps.viewerOf(request)), { isSent: true }))
  })
}
