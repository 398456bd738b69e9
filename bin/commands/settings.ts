import { readFile, writeFile } from 'node:fs/promises'
import { textFor } from '../../api/text/text.ts'
import { createExecute } from '../../eventstore/execute.ts'
import { memoryOutcomes } from '../../eventstore/outcomes.ts'
import type { Config } from '../config.ts'
import { type Shop, withShop } from '../open-shop.ts'
import { readSetUp } from '../setup/export.ts'
import { fileText, linesOf } from '../setup/file.ts'
import { type Became, carryOut } from '../setup/import.ts'
import { reportOf } from '../setup/report.ts'
import { trialOf } from '../setup/trial.ts'
import { UserError } from '../user-error.ts'

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Writes how a shop is set up to a file. @throws UserError when there is such a file already */
export const exportSettings = (config: Config, file: string, { force }: { readonly force: boolean }): Promise<void> =>
  withShop(config, async shop => {
    const lines = await readSetUp(shop)
    await writeFile(file, fileText(lines), { flag: force ? 'w' : 'wx' }).catch((error: unknown) => {
      throw new UserError(
        `${file} can not be written: ${reasonOf(error)}. With --force a file that is there is replaced.`,
      )
    })
    process.stdout.write(`${lines.length} commands are in ${file}.\n`)
  })

/** What would become of the lines: they are carried out on a copy of what they meet. */
const trial = ({ store, vault, clock }: Shop) => {
  const log = trialOf(store)
  return { store: log, execute: createExecute({ store: log, vault, outcomes: memoryOutcomes(), clock: clock.now }) }
}

type Options = { readonly apply: boolean; readonly json: boolean }

/**
 * Sets a shop up by a file. All of it is tried first; with `apply`, and unless some of it would be refused, it is carried out.
 * Prints what became of each thing; the exit code is 1 where something is refused.
 */
export const importSettings = async (config: Config, file: string, { apply, json }: Options): Promise<void> => {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UserError(`${file} can not be read: ${reasonOf(error)}`)
  })
  const lines = linesOf(text)
  await withShop(config, async shop => {
    const tried = await carryOut(trial(shop), lines)
    const isRefused = (all: readonly Became[]) => all.some(({ outcome }) => outcome === 'refused')
    const isDone = apply && !isRefused(tried)
    const became = isDone ? await carryOut(shop, lines) : tried
    if (isRefused(became)) process.exitCode = 1
    process.stdout.write(
      json ? `${JSON.stringify({ isDone, became }, null, 2)}\n` : reportOf(textFor('en-GB'), became, isDone),
    )
  })
}
