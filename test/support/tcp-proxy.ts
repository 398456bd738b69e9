import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

type Direction = 'request' | 'answer'

/** What the network does; specs set it as they go. */
export type NetworkFaults = {
  /** Every chunk arrives this much later. */
  delayMs: number
  /** Chunks arrive in two pieces, cut anywhere. */
  halve: boolean
  /** Nothing arrives any more until it is false again; nobody is told. */
  blackHole: boolean
  /** New connections are reset at once. */
  refuse: boolean
  /** The connection is reset in the middle of a frame, once so many more bytes went this way. */
  cut: { readonly direction: Direction; bytes: number } | undefined
}

export type TcpProxy = {
  readonly port: number
  readonly faults: NetworkFaults
  /** How often a connection was cut by `cut` or `drop`. */
  readonly cuts: () => number
  /** Resets all connections. */
  readonly drop: () => void
  readonly stop: () => Promise<void>
}

/** A network in front of a port of this machine, with faults. */
export const startTcpProxy = async (target: number): Promise<TcpProxy> => {
  const faults: NetworkFaults = { delayMs: 0, halve: false, blackHole: false, refuse: false, cut: undefined }
  const pairs = new Set<readonly [Socket, Socket]>()
  let cuts = 0
  const reset = (pair: readonly [Socket, Socket]) => {
    if (pairs.delete(pair)) cuts += 1
    for (const socket of pair) socket.resetAndDestroy()
  }
  const server = createServer(client => {
    client.on('error', () => undefined)
    if (faults.refuse) return client.resetAndDestroy()
    const upstream = connect(target, '127.0.0.1')
    const pair = [client, upstream] as const
    pairs.add(pair)
    void forward(client, upstream, 'request', faults, () => reset(pair))
    void forward(upstream, client, 'answer', faults, () => reset(pair))
    for (const socket of pair) {
      socket.on('error', () => undefined)
      socket.on('close', () => {
        pairs.delete(pair)
        for (const other of pair) other.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    // A server that listens on a port has an address of this kind.
    port: (server.address() as AddressInfo).port,
    faults,
    cuts: () => cuts,
    drop: () => [...pairs].forEach(reset),
    stop: async () => {
      server.close()
      for (const pair of pairs) for (const socket of pair) socket.destroy()
      await once(server, 'close')
    },
  }
}

const forward = async (
  from: Socket,
  to: Socket,
  direction: Direction,
  faults: NetworkFaults,
  cutHere: () => void,
): Promise<void> => {
  const write = async (chunk: Buffer) => {
    while (faults.blackHole && !to.destroyed) await delay(5)
    if (faults.delayMs > 0) await delay(faults.delayMs)
    if (!to.destroyed && chunk.length > 0 && !to.write(chunk))
      await Promise.race([once(to, 'drain'), once(to, 'close')])
  }
  try {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      const { cut } = faults
      if (cut?.direction === direction && cut.bytes < chunk.length) {
        await write(chunk.subarray(0, cut.bytes))
        faults.cut = undefined
        return cutHere()
      }
      if (cut?.direction === direction) cut.bytes -= chunk.length
      const at = faults.halve ? Math.floor(Math.random() * chunk.length) : chunk.length
      await write(chunk.subarray(0, at))
      if (at < chunk.length) await delay(1)
      await write(chunk.subarray(at))
    }
    to.end()
  } catch {
    // One side is gone, and the other is ended with it.
    to.destroy()
  }
}
