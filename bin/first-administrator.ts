import { randomUUID } from 'node:crypto'
import type { People } from '../api/people/people.ts'
import { ROOT } from '../domain/people/role.ts'
import { user } from '../domain/people/user.ts'
import type { Database } from '../projections/database.ts'
import type { ReadSide } from '../projections/engine/run/run.ts'
import type { Shop } from './open-shop.ts'

/** The same in every shop, so that two servers that start at once make one. */
const FIRST = '00000000-0000-4000-8000-00000000da1b'
const PROFILE = {
  firstName: 'First',
  lastName: 'Administrator',
  email: 'administrator@example.com',
  locale: 'en-GB',
  timeZone: 'UTC',
  groups: [ROOT],
}

const actor = { id: 'daybook', kind: 'import' } as const

/** Whether anybody has ever come in, as far as the read model shows. */
const isInUse = async (readSide: ReadSide<Database>): Promise<boolean> => {
  const db = readSide.queries()
  const found = await db.selectFrom('user_account').select('id').where('isAccepted', '=', true).limit(1).execute()
  return found.length > 0
}

/**
 * A shop that nobody has come into yet gets an administrator and a link that leads in once; every start makes a new link, until
 * it was used.
 * @returns the link's token; undefined in a shop that is in use
 */
export const firstLink = async (
  { execute }: Shop,
  readSide: ReadSide<Database>,
  { tokens }: Pick<People, 'tokens'>,
): Promise<string | undefined> => {
  await readSide.ready()
  if (await isInUse(readSide)) return undefined
  const made = { decider: user, id: FIRST, type: 'CreateUser', data: PROFILE, commandId: randomUUID() }
  const outcome = await execute({ ...made, actor, origin: 'live' })
  const isThere = outcome.kind === 'done' || (outcome.kind === 'rejected' && outcome.rejection.code === 'UserExists')
  return isThere ? tokens.make(FIRST, 'link', new Date()) : undefined
}
