import { lifetimes, type Purpose } from '../../people/account.ts'
import type { UserRow } from '../../projections/people/user.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { textFor } from '../text/text.ts'
import { linkTo } from './next.ts'

const HOUR = 60 * 60_000

/** Sends somebody a link that leads in once, in their language. */
export const sendLink = async (
  { people, clock }: Pick<ServerDependencies, 'people' | 'clock'>,
  { id, email, name, locale }: Pick<UserRow, 'id' | 'email' | 'name' | 'locale'>,
  purpose: Exclude<Purpose, 'link'>,
): Promise<void> => {
  if (email === null) return
  const text = textFor(locale)
  const link = linkTo(people.origin(), await people.tokens.make(id, purpose, clock()))
  const hours = lifetimes[purpose] / HOUR
  await people.send({
    to: email,
    subject: text(`mail.${purpose}.subject`),
    text: text(`mail.${purpose}`, { name: name ?? email, link, hours }),
  })
}
