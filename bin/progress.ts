type Progress = { readonly done: number; readonly total: number; readonly label: string }

const WIDTH = 28
const EVERY_MS = { terminal: 100, plain: 5000 }

const seconds = (value: number): string =>
  value < 90 ? `${Math.ceil(value)} s` : `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`

const line = ({ done, total, label }: Progress, elapsed: number, isTerminal: boolean): string => {
  const share = total === 0 ? 1 : Math.min(1, done / total)
  const rate = elapsed > 0 ? done / elapsed : 0
  const eta = done >= total || rate === 0 ? '' : `, ${seconds((total - done) / rate)} left`
  const filled = Math.round(share * WIDTH)
  const bar = isTerminal ? `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ` : ''
  return `${label} ${bar}${Math.floor(share * 100)} %  ${done.toLocaleString('en')} of ${total.toLocaleString('en')}, ${Math.round(rate).toLocaleString('en')}/s${eta}`
}

/**
 * Shows long work: a bar with rate and time left on a terminal, a plain line every five seconds elsewhere. Goes to
 * standard error, so that the output of a command stays its output.
 */
export const showProgress = (label: string, out: NodeJS.WriteStream = process.stderr) => {
  const begun = performance.now()
  const isTerminal = out.isTTY
  let shown = 0
  const elapsed = () => (performance.now() - begun) / 1000
  return {
    update: (done: number, total: number): void => {
      const now = performance.now()
      if (now - shown < (isTerminal ? EVERY_MS.terminal : EVERY_MS.plain)) return
      shown = now
      const text = line({ done, total, label }, elapsed(), isTerminal)
      out.write(isTerminal ? `\r\u001b[2K${text}` : `${text}\n`)
    },
    end: (done: number, total: number): void => {
      const text = `${line({ done, total, label }, elapsed(), isTerminal)} in ${seconds(elapsed())}`
      out.write(isTerminal ? `\r\u001b[2K${text}\n` : `${text}\n`)
    },
  }
}
