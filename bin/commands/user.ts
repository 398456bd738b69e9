import { v7 } from 'uuid'
import { linkTo } from '../../api/people/next.ts'
import { user } from '../../domain/people/user.ts'
import type { Purpose } from '../../people/account.ts'
import { parseListQuery } from '../../projections/engine/list/list-query.ts'
import { readUserList, type UserRow, userList } from '../../projections/people/user.ts'
import type { Config } from '../config.ts'
import { localViewer } from '../local-viewer.ts'
import { type Shop, startReading, withShop } from '../open-shop.ts'
import { peopleOf, resetFactorOf } from '../people.ts'
import { sendChecked } from '../send-checked.ts'
import { aligned } from '../table.ts'
import { UserError } from '../user-error.ts'

const originOf = ({ publicUrl, host, port }: Config): string =>
  publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`

const peopleIn = (config: Config, shop: Shop) =>
  peopleOf(shop, { origin: () => originOf(config), isSecure: false, send: async () => undefined })

const send = (shop: Shop, id: string, type: keyof typeof user.commands, data: object): Promise<void> =>
  sendChecked(shop, { decider: user, id, type, data })

/** The user of an e-mail address. @throws UserError when there is none */
export const idOf = async (config: Config, shop: Shop, email: string): Promise<string> => {
  const id = await peopleIn(config, shop).userOf(email)
  if (id === undefined) throw new UserError(`No user has the e-mail address ${email}. See: daybook user list`)
  return id
}

const printLink = async (config: Config, shop: Shop, id: string, purpose: Purpose): Promise<void> => {
  const people = peopleIn(config, shop)
  process.stdout.write(`${linkTo(people.origin(), await people.tokens.make(id, purpose, new Date()))}\n`)
}

export type NewUser = {
  readonly email: string
  readonly firstName: string
  readonly lastName: string
  readonly group: readonly string[]
  readonly locale: string
  readonly timeZone: string
}

/** Makes a user and prints the link of their invitation. */
export const createUser = (config: Config, { group, ...profile }: NewUser): Promise<void> =>
  withShop(config, async shop => {
    const id = v7()
    await send(shop, id, 'CreateUser', { ...profile, groups: group })
    await printLink(config, shop, id, 'invitation')
  })

/** Prints a link that lets a user in once (`link`), or set a new password (`reset`). */
export const linkUser = (config: Config, email: string, purpose: Purpose): Promise<void> =>
  withShop(config, async shop => printLink(config, shop, await idOf(config, shop, email), purpose))

/** Blocks a user. Their sessions end when a server notices, which is at once while one runs. */
export const blockUser = (config: Config, email: string): Promise<void> =>
  withShop(config, async shop => {
    const id = await idOf(config, shop, email)
    await send(shop, id, 'BlockUser', {})
    await peopleIn(config, shop).sessions.endAll(id)
    process.stdout.write(`${email} is blocked.\n`)
  })

/** Takes the second factor away from somebody who has lost it. Their password alone lets them in then. */
export const resetFactor = (config: Config, email: string): Promise<void> =>
  withShop(config, async shop => {
    const id = await idOf(config, shop, email)
    await send(shop, id, 'ResetSecondFactor', {})
    await resetFactorOf(shop)(id, shop.clock.now())
    process.stdout.write(`${email} has no second factor any more, and no sessions.\n`)
  })

const MOST = 500

const cells = ({ email, name, status, groups }: UserRow): readonly string[] => [
  email ?? '',
  name ?? '',
  status,
  groups.join(', '),
]

/** Those who work here, as far as the read model shows once it is there. */
export const readUsers = async (shop: Shop): Promise<readonly UserRow[]> => {
  const readSide = await startReading(shop, error => void process.stderr.write(`${String(error)}\n`))
  try {
    await readSide.ready()
    const query = parseListQuery(userList, new URLSearchParams(), MOST)
    return (await readUserList(localViewer, readSide.queries(), query)).rows
  } finally {
    await readSide.stop()
  }
}

export const listUsers = (config: Config, { json }: { readonly json: boolean }): Promise<void> =>
  withShop(config, async shop => {
    const rows = await readUsers(shop)
    const text = aligned([['e-mail', 'name', 'status', 'groups'], ...rows.map(cells)])
    process.stdout.write(
      `${json ? JSON.stringify(rows.map(({ id, email, name, status, groups }) => ({ id, email, name, status, groups }))) : text}\n`,
    )
  })
