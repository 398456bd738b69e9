#!/usr/bin/env node
import { Command } from 'commander'
import { serve } from './commands/serve.ts'
import { readConfig, UserError } from './config.ts'

const program = new Command('daybook')
  .description('An event-sourced back office for commerce.')
  .showHelpAfterError('(daybook --help shows what there is)')
  .addHelpText('after', '\nConfiguration comes from the environment; the README lists the names.')

program
  .command('serve')
  .description('run the shop: database, read models, pages')
  .action(() => serve(readConfig(process.env), async () => {}))

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof UserError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
