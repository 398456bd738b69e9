import type { Kysely } from 'kysely'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'

/**
 * The countries customers are in, in code order, one index step per country: a plain `distinct` would read every
 * customer. All stores share customers.
 */
export const readCustomerCountries = async (_viewer: Viewer, db: Kysely<Database>): Promise<string[]> => {
  const rows = await db
    .withRecursive('seen', seen =>
      seen
        .selectFrom('customer')
        .select(({ fn }) => fn.min('country').as('country'))
        .unionAll(
          seen
            .selectFrom('seen')
            .select(({ selectFrom }) =>
              selectFrom('customer')
                .select(({ fn }) => fn.min('customer.country').as('next'))
                .whereRef('customer.country', '>', 'seen.country')
                .as('country'),
            )
            .where('seen.country', 'is not', null),
        ),
    )
    .selectFrom('seen')
    .select('country')
    .where('country', 'is not', null)
    .execute()
  return rows.flatMap(({ country }) => (country === null ? [] : [country]))
}
