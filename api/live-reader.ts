/** Markup as a message of an event stream (HTML Living Standard, 9.2). */
export const message = (markup: string): string => `${markup.replaceAll(/^/gm, 'data: ')}\n\n`

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

/** A reader of an event stream. For one that does not take what it is sent at most one state is kept in wait. */
export const readerOf = (sink: Sink): Reader => {
  let waiting: string | undefined
  sink.on('drain', () => {
    const markup = waiting
    waiting = undefined
    if (markup !== undefined) sink.write(message(markup))
  })
  return {
    show: markup => {
      if (sink.writableNeedDrain) waiting = markup
      else sink.write(message(markup))
    },
    heartbeat: () => {
      if (!sink.writableNeedDrain) sink.write(ALIVE)
    },
  }
}
