import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { LONGEST_ANSWER } from '../../people/passkey.ts'
import { isForm } from '../command-request.ts'

/** What somebody shows to prove again who they are. */
export type Brought = {
  readonly code?: string | undefined
  readonly password?: string | undefined
  /** What one has answered. */
  readonly passkey?: string | undefined
}

/** The fields of a form that bring it, beside whatever the form is for. */
export const PROOF_FIELDS = { code: 'proof.code', password: 'proof.password', passkey: 'proof.passkey' } as const

const shown = (most: number) => z.string().max(most).optional().catch(undefined)
const Fields = z.record(z.string(), z.unknown())
export const Brought = z.object({ code: shown(100), password: shown(512), passkey: shown(LONGEST_ANSWER) })

const brought = new WeakMap<FastifyRequest, Brought>()

/** Takes it out of the form, so that it is neither kept nor shown again with the rest of it. Before whatever reads forms. */
export const takeProofs = (app: FastifyInstance): void => {
  app.addHook('preHandler', async request => {
    const found = isForm(request) ? Fields.safeParse(request.body) : undefined
    if (found?.success !== true) return
    const entries = Object.entries(PROOF_FIELDS).map(([name, field]) => [name, found.data[field]] as const)
    brought.set(request, Brought.parse(Object.fromEntries(entries)))
    const proofs: readonly string[] = Object.values(PROOF_FIELDS)
    request.body = Object.fromEntries(Object.entries(found.data).filter(([name]) => !proofs.includes(name)))
  })
}

/** What was brought beside a form; undefined where nothing was. */
export const broughtWith = (request: FastifyRequest): Brought | undefined => {
  const found = brought.get(request)
  return found !== undefined && Object.values(found).some(one => one !== undefined) ? found : undefined
}
