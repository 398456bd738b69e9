import type { Config } from '../config.ts'
import { reportText } from '../import/report-text.ts'
import { runImport } from '../import/run.ts'
import { openShop } from '../open-shop.ts'
import { showProgress } from '../progress.ts'
import { recorder } from '../record.ts'
import { thenProject } from '../then-project.ts'

type Options = { readonly json: boolean }

/** Imports a file through the deciders and ends when the pages can show it. Ctrl-C stops it in good order. */
export const importOnlineRetail = async (config: Config, file: string, { json }: Options): Promise<void> => {
  const shop = await openShop(config, line => process.stderr.write(`${line}\n`))
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  try {
    const progress = showProgress('Importing')
    const send = recorder(shop.execute, 'import', { id: 'online-retail', kind: 'import' })
    const report = await thenProject(shop, async () => {
      const onProgress = ({ done, total }: { done: number; total: number }) => progress.update(done, total)
      const made = await runImport({ file, send, onProgress, signal: stopping.signal })
      const { stored, known, refused } = made.commands
      progress.end(stored + known + refused.length, stored + known + refused.length)
      return made
    })
    process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : `${reportText(report)}\n`)
    if (stopping.signal.aborted) {
      process.stderr.write('Stopped. Run the same command again to go on where it ended.\n')
      process.exitCode = 130
    }
  } finally {
    await shop.close()
  }
}
