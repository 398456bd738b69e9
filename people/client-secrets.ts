import type { Pool } from 'pg'
import type { Provider } from './single-sign-on.ts'

/** Encrypts under a key that is not in the database; `bound` has to be the same to decrypt. */
export type Sealing = {
  readonly sealSecret: (secret: string, bound: string) => Buffer
  /** @throws Error when it was not sealed so */
  readonly openSecret: (sealed: Buffer, bound: string) => string
}

type Of = Pick<Provider, 'id' | 'issuer'>

const bound = ({ id, issuer }: Of): string => `client secret\n${id}\n${issuer}`

/** A secret is sent to the provider it was given by: with another address there is none. */
export const setClientSecret = async (pool: Pool, sealing: Sealing, of: Of, secret: string, now: Date) => {
  const sql = `insert into app.identity_provider_secret (provider, issuer, sealed, set_at) values ($1, $2, $3, $4)
    on conflict (provider) do update set issuer = excluded.issuer, sealed = excluded.sealed, set_at = excluded.set_at`
  await pool.query(sql, [of.id, of.issuer, sealing.sealSecret(secret, bound(of)), now])
}

export const clientSecretOf = async (pool: Pool, sealing: Sealing, of: Of): Promise<string | undefined> => {
  const sql = 'select sealed from app.identity_provider_secret where provider = $1 and issuer = $2'
  const { rows } = await pool.query<{ sealed: Buffer }>(sql, [of.id, of.issuer])
  return rows[0] && sealing.openSecret(rows[0].sealed, bound(of))
}
