/** What is kept of those who audit: who looked at what, what they exported, and what they had verified. */
export const TRAIL = ['access', 'export', 'verification'] as const
export type TrailTable = (typeof TRAIL)[number]

type Described = {
  /** All that is sealed of a row, as SQL that makes the same text of the same row whatever the settings of a session. */
  readonly text: string
  /** When it happened, as text that sorts by time. */
  readonly at: string
}

const micros = (column: string) => `extract(epoch from ${column})::text`
const utc = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** How a row of each table is read, where the table is called `t`. Owner, progress and signs of life of a verification are not sealed. */
export const DESCRIBED: Readonly<Record<TrailTable, Described>> = {
  access: {
    text: `jsonb_build_array(t.number, t.id, ${micros('t.at')}, t.viewer, t.kind, t.path, t.params, t.query, t.terms)::text`,
    at: utc('t.at'),
  },
  export: {
    text: `jsonb_build_array(t.number, t.id, t.manifest, encode(t.signature, 'hex'), encode(t.public_key, 'hex'))::text`,
    at: `t.manifest->>'at'`,
  },
  verification: {
    text: `jsonb_build_array(t.number, t.id, t.state, t.asked_by, ${micros('t.asked_at')}, ${micros('t.started_at')},
      ${micros('t.finished_at')}, t.result, t.error)::text`,
    at: utc('t.finished_at'),
  },
}
