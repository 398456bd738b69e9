import { readFileSync } from 'node:fs'
import { EventStoreDBClient } from '@eventstore/db-client'
import type { Connection } from './connection.ts'

export type Client = EventStoreDBClient

/**
 * A client on a channel of its own. Of its two ways to append it takes the plain call per append: the batch stream keeps
 * what is pending in a table shared by all clients of the process, so that the end of one cancels appends of another, a
 * second acknowledgement ends the process, and a stream that ends cleanly leaves its appends without any answer.
 * @throws Error when a certificate file can not be read
 */
export const openClient = ({ settings, common, channel, credentials }: Connection): Client => {
  const { insecure, caFile, certFile, keyFile } = channel
  const security = {
    insecure: insecure ?? false,
    ...(caFile === undefined ? {} : { rootCertificate: readFileSync(caFile) }),
    ...(certFile === undefined ? {} : { userCertFile: readFileSync(certFile) }),
    ...(keyFile === undefined ? {} : { userKeyFile: readFileSync(keyFile) }),
  }
  const options = { ...common, ...settings }
  const client = new EventStoreDBClient(
    options as ConstructorParameters<typeof EventStoreDBClient>[0],
    security,
    credentials,
  )
  return Object.assign(client, { supports: async () => false })
}

/** The same connection for commands: writes go to the leader, and so do the reads they are decided on. */
export const toLeader = (connection: Connection): Connection =>
  'endpoint' in connection.settings
    ? connection
    : { ...connection, settings: { ...connection.settings, nodePreference: 'leader' } }
