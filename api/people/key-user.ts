import type { Kysely } from 'kysely'
import type { Database } from '../../projections/database.ts'
import { PREPARED } from '../../projections/engine/store/prepared.ts'
import { allStores, ruleOf, rulesOfUser } from './session-user.ts'

/** A key with its owner and the rules of all of their roles; undefined where there is none, or nobody owns it. */
export const findKeyUser = async (db: Kysely<Database>, key: string) => {
  const found = await db
    .selectFrom('api_key')
    .modifyFront(PREPARED)
    .innerJoin('user_account', 'user_account.id', 'api_key.owner')
    .select(['api_key.status', 'api_key.scopes', 'api_key.expiresOn', 'user_account.status as ownerStatus'])
    .select(['user_account.id', 'user_account.name', 'user_account.locale', 'user_account.timeZone'])
    .select(rulesOfUser)
    .select(allStores)
    .where('api_key.key', '=', key)
    .executeTakeFirst()
  return found && { ...found, rules: found.rules.map(ruleOf), stores: found.stores ?? [] }
}
