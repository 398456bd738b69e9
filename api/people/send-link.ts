import { lifetimes, type Purpose } from '../../people/account.ts'
import type { UserRow } from '../../projections/people/user.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { currentSettings } from '../shop/current-settings.ts'
import { textFor } from '../text/text.ts'
import { linkTo } from './next.ts'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR

/** Sends somebody a link that leads in once, in their language. */
export const sendLink = async (
  { people, clock, readSide }: Pick<ServerDependencies, 'people' | 'clock' | 'readSide'>,
  { id, email, name, locale }: Pick<UserRow, 'id' | 'email' | 'name' | 'locale'>,
  purpose: Exclude<Purpose, 'link'>,
): Promise<void> => {
  if (email === null) return
  const text = textFor(locale)
  const settings = await currentSettings({ readSide, clock })
  const lifetime = purpose === 'invitation' ? settings.of('invitationDays') * DAY : lifetimes[purpose]
  const link = linkTo(people.origin(), await people.tokens.make(id, purpose, clock(), lifetime))
  await people.send({
    to: email,
    subject: text(`mail.${purpose}.subject`, { shop: settings.of('shopName') }),
    text: text(`mail.${purpose}`, { name: name ?? email, link, hours: lifetime / HOUR }),
  })
}
