import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Rule } from '../../domain/people/rule.ts'
import { limitsAt } from '../../people/account.ts'
import type { Database } from '../../projections/database.ts'
import { PREPARED } from '../../projections/engine/store/prepared.ts'

/** Sessions are kept beside the read models, so that one query finds a session, whose it is, and what rules they have. */
type Kept = {
  readonly 'app.session': {
    readonly hash: Buffer
    readonly id: string
    readonly user_id: string
    readonly started_at: Date
    readonly seen_at: Date
    readonly proved_at: Date | null
  }
  readonly 'app.second_factor': { readonly user_id: string }
  readonly 'app.passkey': { readonly user_id: string }
}

const within = (list: string, key: string) => sql<boolean>`jsonb_exists(${sql.ref(list)}, ${sql.ref(key)})`

/** The rules of all roles of the user of a query, each once. */
export const rulesOfUser = ({ selectFrom }: ExpressionBuilder<Database, 'user_account'>) =>
  jsonArrayFrom(
    selectFrom('user_group')
      .innerJoin('role', join => join.on(within('user_group.roles', 'role.role')))
      .innerJoin('role_rule', 'role_rule.role', 'role.role')
      .select(['role_rule.area', 'role_rule.thing', 'role_rule.action', 'role_rule.effect', 'role_rule.stores'])
      .where(within('user_account.groups', 'user_group.group'))
      .distinct()
      .orderBy('role_rule.area')
      .orderBy('role_rule.thing')
      .orderBy('role_rule.action'),
  ).as('rules')

/** The keys of all stores: what is allowed everywhere but in one is allowed in the others. */
export const allStores = ({ selectFrom }: ExpressionBuilder<Database, 'user_account'>) =>
  selectFrom('store')
    .select(({ fn }) => fn.agg<readonly string[] | null>('array_agg', ['store.store']).as('stores'))
    .as('stores')

type RuleRow = Omit<Rule, 'stores'> & { readonly stores: readonly string[] | null }

export const ruleOf = ({ stores, ...rule }: RuleRow): Rule => ({
  ...rule,
  ...(stores !== null && { stores: [...stores] }),
})

/** Whether a group of a user asks for a second factor, and they have none. */
const lacksSecondFactor = ({
  and,
  exists,
  not,
  selectFrom,
}: ExpressionBuilder<Database & Kept, 'app.session' | 'user_account'>) => {
  const asking = selectFrom('user_group')
    .select('user_group.group')
    .where(within('user_account.groups', 'user_group.group'))
    .where('user_group.needsSecondFactor', '=', true)
  const had = selectFrom('app.second_factor')
    .select('app.second_factor.user_id')
    .whereRef('app.second_factor.user_id', '=', 'user_account.id')
    .unionAll(
      selectFrom('app.passkey').select('app.passkey.user_id').whereRef('app.passkey.user_id', '=', 'user_account.id'),
    )
  return and([exists(asking), not(exists(had))]).as('lacksSecondFactor')
}

/** The session under a hash, if it still holds, with its user, if they are active, and the rules of all of their roles. */
export const findSessionUser = async (db: Kysely<Database>, hash: Buffer, now: Date) => {
  const { startedAfter, seenAfter } = limitsAt(now)
  const found = await (db as unknown as Kysely<Database & Kept>)
    .selectFrom('app.session')
    .modifyFront(PREPARED)
    .innerJoin('user_account', 'user_account.id', 'app.session.user_id')
    .select(['app.session.id as session', 'app.session.seen_at as seenAt'])
    .select(({ fn }) => fn.coalesce('app.session.proved_at', 'app.session.started_at').as('provedAt'))
    .select(['user_account.id', 'user_account.name', 'user_account.locale', 'user_account.timeZone'])
    .select(rulesOfUser)
    .select(allStores)
    .select(lacksSecondFactor)
    .where('app.session.hash', '=', hash)
    .where('app.session.started_at', '>', startedAfter)
    .where('app.session.seen_at', '>', seenAfter)
    .where('user_account.status', '=', 'active')
    .executeTakeFirst()
  if (found === undefined) return undefined
  const { lacksSecondFactor: lacks, rules, stores, ...rest } = found
  return { ...rest, lacksSecondFactor: lacks === true, rules: rules.map(ruleOf), stores: stores ?? [] }
}
