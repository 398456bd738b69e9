/** Markup as a message of an event stream (HTML Living Standard, 9.2) that bears the address of what it shows. */
export const message = (address: string, markup: string): string =>
  `event: ${address}\n${markup.replaceAll(/^/gm, 'data: ')}\n\n`

const ALIVE = ': still here\n\n'

/** What is written to: the socket of an answer. */
type Sink = {
  readonly writableNeedDrain: boolean
  readonly write: (text: string) => unknown
  readonly on: (event: 'drain', listener: () => void) => unknown
}

export type Reader = {
  /** Sends the whole present state. One that has not taken the last yet gets the newest when it has. */
  readonly show: (markup: string) => void
  /** Says something, so that nobody on the way takes the silence for an end. */
  readonly heartbeat: () => void
}

/**
 * Whoever reads an event stream, once for each address it is of. For one that does not take what it is sent at most one
 * state of each is kept in wait.
 */
export const readerOf = (sink: Sink): ((address: string) => Reader) => {
  const waiting = new Map<string, string>()
  sink.on('drain', () => {
    for (const [address, markup] of waiting) sink.write(message(address, markup))
    waiting.clear()
  })
  return address => ({
    show: markup => {
      if (sink.writableNeedDrain) waiting.set(address, markup)
      else sink.write(message(address, markup))
    },
    heartbeat: () => {
      if (!sink.writableNeedDrain) sink.write(ALIVE)
    },
  })
}
