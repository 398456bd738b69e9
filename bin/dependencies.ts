import { askLeader, type Questions } from '../api/dependencies.ts'
import type { Shop } from './open-shop.ts'

type Asked = Pick<Shop, 'store' | 'pool'> & { readonly clock: Pick<Shop['clock'], 'check'> } & {
  readonly database: Pick<Shop['database'], 'trouble' | 'checkDisk'>
}

/** Asks the database for nothing. @throws with the reason why there is none, where that is known */
export const askDatabase = async ({ pool, database }: Pick<Asked, 'pool' | 'database'>): Promise<void> => {
  await pool.query('select').catch((error: unknown) => {
    throw new Error(database.trouble() ?? (error instanceof Error ? error.message : String(error)), { cause: error })
  })
}

/** How each dependency of a shop is asked. */
export const questionsOf = (shop: Asked): Questions => ({
  eventStore: shop.store.head,
  leader: () => askLeader(shop.store),
  database: () => askDatabase(shop),
  clock: shop.clock.check,
  ...(shop.database.checkDisk === undefined ? {} : { disk: shop.database.checkDisk }),
})
