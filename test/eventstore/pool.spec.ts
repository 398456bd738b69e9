import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { Pool } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPool } from '../../eventstore/postgres/pool.ts'

const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

/** Lets everybody in and shuts down, all in one chunk: authentication is fine, ready, terminated. */
const READY_AND_GONE = Buffer.concat([
  message('R', Buffer.alloc(4)),
  message('Z', Buffer.from('I')),
  message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0')),
])

describe('a connection that ends in the very chunk in which it is ready', () => {
  const server = createServer(socket => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(READY_AND_GONE))
  })
  let uncaught: Error[] = []
  const others = process.listeners('uncaughtException')
  beforeEach(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    uncaught = []
    process.removeAllListeners('uncaughtException')
    process.on('uncaughtException', error => uncaught.push(error))
  })
  afterEach(() => {
    process.removeAllListeners('uncaughtException')
    for (const other of others) process.on('uncaughtException', other)
    server.close()
  })

  const config = () => ({
    connectionString: `postgres://somebody:x@127.0.0.1:${(server.address() as AddressInfo).port}/shop`,
  })
  const connect = async (pool: Pool) => {
    pool.on('error', () => undefined)
    await pool.connect().then(
      client => client.release(true),
      () => undefined,
    )
    await pool.end()
  }

  it('ends the process with a pool as the driver has it', async () => {
    await connect(new Pool(config()))
    expect(uncaught.map(({ message: text }) => text)).toContain('terminating connection due to administrator command')
  })

  it('does not with ours', async () => {
    await connect(openPool(config()))
    expect(uncaught).toEqual([])
  })
})
