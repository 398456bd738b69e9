import type { FastifyRequest } from 'fastify'
import { readUser } from '../../projections/people/user.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { currentSettings } from '../shop/current-settings.ts'
import { textFor } from '../text/text.ts'
import { reader } from './reader.ts'

/** Whose account it is about, and with what somebody has tried to come into it. */
type Locked = { readonly by: string; readonly with: 'password' | 'factor' }

const tell = async ({ people, readSide, clock }: ServerDependencies, ip: string, { by, with: means }: Locked) => {
  const [user, settings] = await Promise.all([
    readUser(reader, readSide.queries(), by),
    currentSettings({ readSide, clock }),
  ])
  if (user?.status !== 'active' || user.email === null) return
  const text = textFor(user.locale)
  const subject = text('mail.locked.subject', { shop: settings.of('shopName') })
  await people.send({ to: user.email, subject, text: text(`mail.locked.${means}`, { address: ip }) })
}

/** Tells somebody by mail that nobody is let into their account for a while. Never fails. */
export const tellLocked = (deps: ServerDependencies, { ip, log }: FastifyRequest, locked: Locked): Promise<void> =>
  tell(deps, ip, locked).catch((error: unknown) =>
    log.error({ failure: String(error) }, 'a mail about a lock-out could not be sent'),
  )
