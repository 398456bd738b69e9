import type { Pool } from 'pg'
import { canonicalJson } from '../canonical-json.ts'
import type { SealKey } from '../proof/seal-key.ts'
import type { Term } from './asked.ts'

/** What is signed of an export of events. */
export type Manifest = {
  readonly id: string
  readonly format: 'csv' | 'ndjson'
  /** The query string of the list, without where a page began and without what may name a person. */
  readonly query: string
  /** What it was narrowed by beside that; absent in what an earlier release has signed. */
  readonly terms?: readonly Term[]
  /** When a manifest of an earlier release was signed anew without what may name a person, ISO 8601 UTC. */
  readonly restatedAt?: string
  /** Of a shop of the past the moment (ISO 8601) or the position token up to which it knows. */
  readonly asOf: string | null
  /** Events, and the lowest and the highest of their positions (tokens); null when there are none. */
  readonly count: number
  readonly firstPosition: string | null
  readonly lastPosition: string | null
  /** Of the bytes of the body, hexadecimal. */
  readonly sha256: string
  readonly bytes: number
  /** Id of the viewer. */
  readonly by: string
  /** When it was complete, ISO 8601 UTC. */
  readonly at: string
  readonly logId: string
  /** The last seal there was then: its number, how many events are sealed with it, and the end of the hash chain. */
  readonly seal: { readonly number: number; readonly events: number; readonly link: string } | null
}

/** As it is given out; bytes are hexadecimal. Checked by `verify-proof.mjs`. */
export type SignedManifest = { readonly manifest: Manifest; readonly signature: string; readonly publicKey: string }

type Row = { readonly manifest: Manifest; readonly signature: Buffer; readonly public_key: Buffer }

/** Signs the manifest of an export that is complete, and keeps it. */
export const addExport = async (pool: Pool, manifest: Manifest, key: SealKey): Promise<void> => {
  const sql = 'insert into app.export (id, manifest, signature, public_key) values ($1, $2, $3, $4)'
  await pool.query(sql, [manifest.id, manifest, key.sign(canonicalJson(manifest)), key.publicKey])
}

/** Undefined when there is none of that id (a UUID), or it is not complete. */
export const findExport = async (pool: Pool, id: string): Promise<SignedManifest | undefined> => {
  const sql = 'select manifest, signature, public_key from app.export where id = $1'
  const [row] = (await pool.query<Row>(sql, [id])).rows
  if (row === undefined) return undefined
  const { manifest, signature, public_key } = row
  return { manifest, signature: signature.toString('hex'), publicKey: public_key.toString('hex') }
}

/** So many manifests, newest first; behind the id of one that was listed before. */
export const listExports = async (pool: Pool, limit: number, behind?: string): Promise<Manifest[]> => {
  const sql = 'select manifest from app.export where ($1::uuid is null or id < $1) order by id desc limit $2'
  return (await pool.query<Row>(sql, [behind ?? null, limit])).rows.map(({ manifest }) => manifest)
}
