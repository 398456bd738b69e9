import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Slot } from '../fold/row-map.ts'
import { copyText } from '../model/column-values.ts'
import { type StoredColumn, storedColumns } from '../model/stored-column.ts'
import type { Table } from '../model/table.ts'
import { quote } from './generation-schema.ts'

/** Characters per write: large enough that a write costs nothing, small enough to be sent while the next is made. */
const CHUNK = 256 * 1024

/**
 * Writes rows into an empty table by COPY, which is several times as fast as inserting them. Runs in the caller's
 * transaction, alone on its connection. @throws ColumnMismatch, or the database's error
 */
export const copyRows = async (
  client: PoolClient,
  place: string,
  table: Table,
  slots: Iterable<Slot>,
): Promise<void> => {
  const stored = storedColumns(table)
  const names = [...stored.map(({ name }) => name), 'last_position', 'last_event_id'].map(quote).join(', ')
  // Its stream and a pipeline of queries would both want the connection.
  Object.assign(client, { pipeline: false })
  const stream = client.query(copyFrom(`copy ${place} (${names}) from stdin`))
  try {
    await send(stream, chunksOf(stored, slots))
  } finally {
    Object.assign(client, { pipeline: true })
  }
}

/** Ends the stream in good order also when a row can not be sent: breaking off would break the connection, too. */
const send = async (stream: Writable, chunks: Iterable<string>): Promise<void> => {
  const ended = finished(stream)
  // Awaited below; until then an error of the stream must have somebody who listens.
  ended.catch(() => undefined)
  try {
    for (const chunk of chunks)
      if (!stream.write(chunk)) await Promise.race([new Promise(resolve => stream.once('drain', resolve)), ended])
  } finally {
    stream.end()
    await ended
  }
}

function* chunksOf(stored: readonly StoredColumn[], slots: Iterable<Slot>): Generator<string, void> {
  let chunk = ''
  for (const { row, position, eventId } of slots) {
    if (row === undefined) continue
    for (const { name, column, valueIn } of stored) chunk += `${copyText(name, column, valueIn(row))}\t`
    chunk += `${position}\t${eventId}\n`
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}
