import type { FastifyReply } from 'fastify'
import { readOfferedProviders } from '../../projections/people/identity-provider.ts'
import { contextOf } from '../page-context.ts'
import { sendHtml } from '../reply.ts'
import type { Answering } from './come-in.ts'
import type { SignInForm } from './gate.ts'

/** The page of signing in; with a provider only where nothing that was typed would be lost on the way. */
export const showSignIn = async (
  { deps, request, reply }: Answering,
  status: number,
  form: SignInForm,
): Promise<FastifyReply> => {
  const providers = form.kept === undefined ? await readOfferedProviders(deps.readSide.queries()) : []
  const context = contextOf(deps, request, deps.viewerOf(request))
  return sendHtml(reply, status, deps.gate.signIn(context, { ...form, providers }))
}
