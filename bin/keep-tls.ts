import { unwatchFile, watchFile } from 'node:fs'
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
  const names = [files.cert, files.key]
  for (const name of names) watchFile(name, { persistent: false, interval: everyMs }, reload)
  process.on('SIGHUP', reload)
  const end = () => {
    for (const name of names) unwatchFile(name, reload)
    process.off('SIGHUP', reload)
  }
  signal.addEventListener('abort', end, { once: true })
}
