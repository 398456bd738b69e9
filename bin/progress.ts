type Progress = { readonly done: number; readonly total: number; readonly label: string; readonly isShare: boolean }

type Shown = { readonly out?: NodeJS.WriteStream; readonly isShare?: boolean }

const WIDTH = 28
const EVERY_MS = { terminal: 100, plain: 5000 }

const seconds = (value: number): string =>
  value < 90 ? `${Math.ceil(value)} s` : `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`

const line = ({ done, total, label, isShare }: Progress, elapsed: number, isTerminal: boolean): string => {
  const share = total === 0 ? 1 : Math.min(1, done / total)
  const rate = elapsed > 0 ? done / elapsed : 0
  const eta = done >= total || rate === 0 ? '' : `, ${seconds((total - done) / rate)} left`
  const filled = Math.round(share * WIDTH)
  const bar = isTerminal ? `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ` : ''
  if (isShare) return `${label} ${bar}${Math.floor(share * 100)} %${eta}`
  return `${label} ${bar}${Math.floor(share * 100)} %  ${done.toLocaleString('en')} of ${total.toLocaleString('en')}, ${Math.round(rate).toLocaleString('en')}/s${eta}`
}

/**
 * How many events a log may have, of which so many lie up to a position: positions are offsets in some engines, and
 * only their share means the same in all.
 */
export const estimatedTotal = (events: number, position: bigint, head: bigint): number =>
  position <= 0n ? events : Math.max(events, Math.round((events * Number(head)) / Number(position)))

/**
 * Shows long work: a bar with rate and time left on a terminal, a plain line every five seconds elsewhere. Goes to
 * standard error, so that the output of a command stays its output. A share of something has no count and no rate.
 */
export const showProgress = (label: string, { out = process.stderr, isShare = false }: Shown = {}) => {
  const begun = performance.now()
  const isTerminal = out.isTTY
  let shown = 0
  const elapsed = () => (performance.now() - begun) / 1000
  return {
    update: (done: number, total: number): void => {
      const now = performance.now()
      if (now - shown < (isTerminal ? EVERY_MS.terminal : EVERY_MS.plain)) return
      shown = now
      const text = line({ done, total, label, isShare }, elapsed(), isTerminal)
      out.write(isTerminal ? `\r\u001b[2K${text}` : `${text}\n`)
    },
    end: (done: number, total: number): void => {
      const text = `${line({ done, total, label, isShare }, elapsed(), isTerminal)} in ${seconds(elapsed())}`
      out.write(isTerminal ? `\r\u001b[2K${text}\n` : `${text}\n`)
    },
  }
}
