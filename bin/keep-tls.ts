import { readFileSync } from 'node:fs'
import type { Tls, TlsFiles } from './tls.ts'
import { readTls } from './tls.ts'

type Keeping = {
  readonly files: TlsFiles
  /** Takes another certificate for whoever connects from then on. */
  readonly use: (tls: Tls) => void
  /** Is told in one line that there is another certificate, or why it can not be used. */
  readonly notice: (line: string) => void
  readonly signal: AbortSignal
  /** Files are looked at so often; also through links, which is how many programs put a new certificate in place. */
  readonly everyMs?: number
}

/** What a file has in it; nothing while it is not there. */
const textIn = (name: string): string => {
  try {
    return readFileSync(name, 'latin1')
  } catch {
    return ''
  }
}

/**
 * Serves with another certificate as soon as its files are another ones, or at once when asked to by SIGHUP. While the two do not
 * belong together, as one is written after the other, it goes on with the one that it has.
 */
export const keepTls = ({ files, use, notice, signal, everyMs = 10_000 }: Keeping): void => {
  const reload = () => {
    try {
      use(readTls(files))
      notice('The certificate was read anew.')
    } catch (error) {
      notice(`${(error as Error).message} The certificate from before is still used.`)
    }
  }
  // By what is in them: their times are told too coarsely, and by watchers too late, for what is written right after the start.
  const look = () => [files.cert, files.key].map(textIn).join('\n')
  let seen = look()
  const timer = setInterval(() => {
    const now = look()
    if (now === seen) return
    seen = now
    reload()
  }, everyMs).unref()
  process.on('SIGHUP', reload)
  const end = () => {
    clearInterval(timer)
    process.off('SIGHUP', reload)
  }
  signal.addEventListener('abort', end, { once: true })
}
