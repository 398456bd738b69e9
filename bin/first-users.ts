import { randomUUID } from 'node:crypto'
import type { People } from '../api/people/people.ts'
import { ROOT } from '../domain/people/role.ts'
import { FIRST_USER } from '../domain/people/root.ts'
import { user } from '../domain/people/user.ts'
import { formats } from '../domain/shared/locale.ts'
import type { Database } from '../projections/database.ts'
import type { ReadSide } from '../projections/engine/run/run.ts'
import { users } from '../projections/people/user.ts'
import type { Shop } from './open-shop.ts'

export type NewUser = {
  readonly id: string
  readonly data: { readonly firstName: string; readonly lastName: string; readonly email: string }
}

/** Whom a shop begins with. */
export const FIRST_EMAIL = 'administrator@example.com'

const first = {
  id: FIRST_USER,
  data: {
    firstName: 'First',
    lastName: 'Administrator',
    email: FIRST_EMAIL,
    timeZone: 'UTC',
    groups: [ROOT],
  },
}

const actor = { id: 'start', kind: 'process' } as const

/** Whether anybody has ever come in, as far as the read model shows. */
const isInUse = async (readSide: ReadSide<Database>): Promise<boolean> => {
  const db = readSide.queries()
  const found = await db.selectFrom('user_account').select('id').where('isAccepted', '=', true).limit(1).execute()
  return found.length > 0
}

/** As long as is waited until a new user can come in. */
const SHOWN_WITHIN_MS = 5_000

/** Whether somebody is there now, whoever made them; those of the demo are in no other shop, which lacks their groups. */
const isThere = async ({ execute }: Shop, readSide: ReadSide<Database>, { id, data }: NewUser): Promise<boolean> => {
  const command = {
    decider: user,
    id,
    type: 'CreateUser',
    data,
    commandId: randomUUID(),
    actor,
    origin: 'live',
  } as const
  const outcome = await execute(command)
  if (outcome.kind === 'done' && outcome.position !== undefined)
    await readSide.waitFor(outcome.position, { models: [users.name] }, SHOWN_WITHIN_MS)
  return outcome.kind === 'done' || (outcome.kind === 'rejected' && outcome.rejection.code === 'UserExists')
}

export type FirstLink = { readonly name: string; readonly token: string }

/**
 * A shop that nobody has come into yet gets an administrator, who reads that language, and who works in the demo shop; each has a link that leads in
 * once. Every start makes new ones, until one was used.
 */
export const firstLinks = async (
  shop: Shop,
  readSide: ReadSide<Database>,
  { tokens }: Pick<People, 'tokens'>,
  staff: readonly NewUser[],
  locale: string = formats[0],
): Promise<readonly FirstLink[]> => {
  await readSide.ready()
  if (await isInUse(readSide)) return []
  const links: FirstLink[] = []
  for (const one of [{ ...first, data: { ...first.data, locale } }, ...staff]) {
    if (!(await isThere(shop, readSide, one))) continue
    const { firstName, lastName } = one.data
    links.push({ name: `${firstName} ${lastName}`, token: await tokens.make(one.id, 'link', new Date()) })
  }
  return links
}
