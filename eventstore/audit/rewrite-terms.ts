import type { ClientBase, Pool } from 'pg'
import { canonicalJson } from '../canonical-json.ts'
import type { SealKey } from '../proof/seal-key.ts'
import { type Access, insertAccesses, keptAccess } from './accesses.ts'
import { type Asked, askedOf, type HashWord } from './asked.ts'
import type { Manifest } from './exports.ts'

type Stored = Access & { readonly id: string }
type Signing = { readonly hash: HashWord; readonly key: SealKey; readonly now: () => Date }

/** Whether something was taken out. */
const isOther = (was: string, { query, terms }: Asked): boolean =>
  terms.length > 0 || new URLSearchParams(was).toString() !== query

const EARLIER_EXPORTS = `select manifest from app.export where not manifest ? 'terms' and manifest->>'query' <> '' order by id`

/** The manifests of earlier releases in which a text that may name a person is in clear. */
const clearManifests = async (client: ClientBase | Pool): Promise<Manifest[]> => {
  const { rows } = await client.query<{ manifest: Manifest }>(EARLIER_EXPORTS)
  return rows
    .map(({ manifest }) => manifest)
    .filter(({ query }) =>
      isOther(
        query,
        askedOf(word => word, query),
      ),
    )
}

/** Whether earlier releases have left accesses or manifests that are kept otherwise today. */
export const hasClearTerms = async (pool: Pool): Promise<boolean> => {
  const { rowCount } = await pool.query('select from app.access where terms is null limit 1')
  return rowCount === 1 || (await clearManifests(pool)).length > 0
}

const CHUNK = 2_000
const EARLIER = `select id, at, viewer, kind, path, params, query from app.access where terms is null order by id limit ${CHUNK}`
const UPDATE = `
  update app.access set params = kept.params, query = kept.query, terms = kept.terms
  from unnest($1::uuid[], $2::jsonb[], $3::text[], $4::jsonb[]) as kept (id, params, query, terms) where access.id = kept.id`

/** @returns of how many something was taken out */
const rewriteAccesses = async (client: ClientBase, hash: HashWord): Promise<number> => {
  for (let rewritten = 0; ; ) {
    const { rows } = await client.query<Stored>(EARLIER)
    if (rows.length === 0) return rewritten
    const kept = rows.map(row => ({ was: row, is: keptAccess(hash, row) }))
    rewritten += kept.filter(({ was, is }) => isOther(was.query, is)).length
    await client.query(UPDATE, [
      rows.map(({ id }) => id),
      kept.map(({ is }) => JSON.stringify(is.params)),
      kept.map(({ is }) => is.query),
      kept.map(({ is }) => JSON.stringify(is.terms)),
    ])
  }
}

/** A manifest that was taken along goes on holding with the signature that it came with. */
const rewriteExports = async (client: ClientBase, { hash, key, now }: Signing): Promise<number> => {
  const manifests = await clearManifests(client)
  const sql = 'update app.export set manifest = $2, signature = $3, public_key = $4 where id = $1'
  for (const manifest of manifests) {
    const restated = { ...manifest, ...askedOf(hash, manifest.query), restatedAt: now().toISOString() }
    await client.query(sql, [manifest.id, restated, key.sign(canonicalJson(restated)), key.publicKey])
  }
  return manifests.length
}

const BOTH = ['app.access', 'app.export']

/**
 * Replaces what earlier releases have kept in clear by what is kept today, signs those manifests anew, and records that
 * it was done, all in one transaction of the owner of these tables: nobody else can take their triggers off.
 */
export const rewriteTerms = async (owner: ClientBase, signing: Signing): Promise<void> => {
  await owner.query('begin')
  // Whoever starts at the same moment waits, and then finds nothing left to do.
  for (const table of BOTH) await owner.query(`alter table ${table} disable trigger append_only`)
  const accesses = await rewriteAccesses(owner, signing.hash)
  const exports = await rewriteExports(owner, signing)
  const params = { accesses: String(accesses), exports: String(exports) }
  const note = { at: signing.now(), viewer: 'daybook', kind: 'rewrite', path: '/access', params } as const
  if (accesses + exports > 0) await insertAccesses(owner, [{ ...note, query: '', terms: [] }])
  for (const table of BOTH) await owner.query(`alter table ${table} enable trigger append_only`)
  await owner.query('commit')
  for (const table of BOTH) await owner.query(`vacuum ${table}`)
}
