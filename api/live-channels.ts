import { setTimeout as delay } from 'node:timers/promises'
import type { Reader } from './live-reader.ts'

const EVERY_MS = 1_000
/** Something is said at least so often. */
const HEARTBEAT = 15

/** What there is to see at the moment; undefined when it can not be told. */
export type Look = () => Promise<string | undefined>

type Channel = { readonly readers: Set<Reader>; readonly ended: AbortController; last: string | undefined }

const follow = async (channel: Channel, look: Look): Promise<void> => {
  const { readers, ended } = channel
  for (let turn = 1; !ended.signal.aborted; turn += 1) {
    const now = await look()
    if (now !== undefined && now !== channel.last) {
      channel.last = now
      for (const reader of readers) reader.show(now)
    } else if (turn % HEARTBEAT === 0) for (const reader of readers) reader.heartbeat()
    await delay(EVERY_MS, undefined, { signal: ended.signal }).catch(() => undefined)
  }
}

export type Channels = {
  /**
   * Shows a reader what all readers of the same key see, now and whenever it has changed. The first one's `look` is asked
   * once for all of them. @returns what to call when the reader has gone
   */
  readonly join: (key: string, look: Look, reader: Reader) => () => void
}

/** What several readers see is looked up and rendered once a second, however many they are; for nobody it is not. */
export const openChannels = (): Channels => {
  const channels = new Map<string, Channel>()
  const begin = (key: string, look: Look): Channel => {
    const channel: Channel = { readers: new Set(), ended: new AbortController(), last: undefined }
    channels.set(key, channel)
    void follow(channel, look)
    return channel
  }
  const leave = (key: string, { readers, ended }: Channel, reader: Reader): void => {
    readers.delete(reader)
    if (readers.size > 0) return
    ended.abort()
    channels.delete(key)
  }
  return {
    join: (key, look, reader) => {
      const channel = channels.get(key) ?? begin(key, look)
      channel.readers.add(reader)
      if (channel.last !== undefined) reader.show(channel.last)
      return () => leave(key, channel, reader)
    },
  }
}
