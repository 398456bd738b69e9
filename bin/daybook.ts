#!/usr/bin/env node
import { Command, Option } from 'commander'
import { ClockWrong } from '../eventstore/event-store.ts'
import { auditProof, auditSeal, auditSeals, auditVerify } from './commands/audit.ts'
import { backup } from './commands/backup.ts'
import { copyLogs } from './commands/copy-log.ts'
import { demo } from './commands/demo.ts'
import { importOnlineRetail } from './commands/import.ts'
import { createKey, type NewKey } from './commands/key.ts'
import { advanceOrders } from './commands/orders.ts'
import { buildProjections, rebuildProjections, rollBackProjections, showProjections } from './commands/projections.ts'
import { restore } from './commands/restore.ts'
import { serve } from './commands/serve.ts'
import { exportSettings, importSettings } from './commands/settings.ts'
import { blockUser, createUser, linkUser, listUsers, type NewUser, resetFactor } from './commands/user.ts'
import { readConfig } from './config.ts'
import { demoStaff } from './demo/staff.ts'
import { DEMO_SEED, fillIfEmpty } from './fill-demo.ts'
import type { Shop } from './open-shop.ts'
import { localeOfOption } from './spoken-locale.ts'
import { UserError } from './user-error.ts'

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value]

const program = new Command('daybook')
  .description('An event-sourced back office for commerce.')
  .showHelpAfterError('(daybook --help shows what there is)')
  .addHelpText('after', '\nConfiguration comes from the environment; the README lists the names.')

program
  .command('serve')
  .description('run the shop: database, read models, pages')
  .action(() => {
    const config = readConfig(process.env)
    const demo = {
      fill: (shop: Shop, asked: AbortSignal) => fillIfEmpty(shop, new Date(), asked),
      staff: demoStaff(DEMO_SEED),
    }
    return serve(config, config.isDemoWanted ? demo : { fill: async () => {}, staff: [] })
  })

program
  .command('import')
  .description('bring the past of another shop into the log')
  .command('online-retail')
  .description('UCI Online Retail or Online Retail II; the whole file is checked before anything is written')
  .argument('<file>', 'a .csv, .csv.zst or .csv.gz file')
  .option('--json', 'print the report as JSON', false)
  .action((file: string, options: { json: boolean }) => importOnlineRetail(readConfig(process.env), file, options))

program
  .command('demo')
  .description('fill the shop with a believable past: products, customers, orders, returns')
  .option('--seed <text>', 'another seed gives another shop', DEMO_SEED)
  .option('--until <date>', 'last day of the past, YYYY-MM-DD; today unless told otherwise')
  .option('--json', 'print the result as JSON', false)
  .action((options: { seed: string; until?: string; json: boolean }) =>
    demo(readConfig(process.env), { ...options, until: options.until }),
  )

program
  .command('copy-log')
  .description('copy the log to another engine; run again it goes on where it ended')
  .requiredOption('--from <url>', 'esdb://…, postgres://…, or the word postgres for the database of this shop')
  .requiredOption('--to <url>', 'the same; an empty log, or one that was begun by this command')
  .option('--json', 'print the result as JSON', false)
  .action((options: { from: string; to: string; json: boolean }) => copyLogs(readConfig(process.env), options))

program
  .command('backup')
  .description('write log, keys of personal data and states of processes to one file, also while the shop is at work')
  .argument('<file>', 'a new file, such as daybook-2026-01-31.backup; JSON lines, compressed with zstd')
  .option('--force', 'replace the file if it is there', false)
  .option('--json', 'print the result as JSON', false)
  .action((file: string, options: { force: boolean; json: boolean }) => backup(readConfig(process.env), file, options))

program
  .command('restore')
  .description('fill an empty shop from a backup; the whole file is checked before anything is written')
  .argument('<file>', 'a file that daybook backup has written')
  .option(
    '--erased <file>',
    'destroys the keys of those who were erased since: a line customer-<id>, or of a guest order-<id>, for each',
  )
  .option('--json', 'print the result as JSON', false)
  .action((file: string, options: { erased?: string; json: boolean }) =>
    restore(readConfig(process.env), file, { ...options, erased: options.erased }),
  )

const settings = program
  .command('settings')
  .description('move what a shop is set up with to another: stores, taxes, warehouses, delivery, payment')
settings
  .command('export')
  .description('write how this shop is set up to a file, as the commands that set up another one like it')
  .argument('<file>', 'a new file, such as settings.json')
  .option('--force', 'replace the file if it is there', false)
  .action((file: string, options: { force: boolean }) => exportSettings(readConfig(process.env), file, options))
settings
  .command('import')
  .description('try what a file would do to this shop, and say so; what is here and not in the file stays as it is')
  .argument('<file>', 'a file that daybook settings export has written')
  .option('--apply', 'carry it out, unless some of it would be refused', false)
  .option('--json', 'print what became of each command as JSON', false)
  .action((file: string, options: { apply: boolean; json: boolean }) =>
    importSettings(readConfig(process.env), file, options),
  )

const orders = program.command('orders').description('look after orders')
const byFile = { advance: 'shipped.csv', track: 'parcels.csv' }
const told = {
  advance:
    'take steps of many orders by a CSV file: columns order (number or id), line, quantity, step, shipment, tracking, reason; says what each row would do',
  track:
    'set the tracking numbers of what was sent by a CSV file: columns order (number or id), tracking, shipment; says what each row would do',
}
for (const name of ['advance', 'track'] as const)
  orders
    .command(name)
    .description(told[name])
    .argument('<file>', `a file such as ${byFile[name]}`)
    .option('--apply', 'carry out the rows that can be', false)
    .option('--json', 'print what became of each row as JSON', false)
    .action((file: string, options: { apply: boolean; json: boolean }) =>
      advanceOrders(readConfig(process.env), file, options),
    )

const operate = program.command('projections').description('look after the read models')
operate
  .command('status')
  .description('where every read model stands')
  .option('--json', 'print it as JSON', false)
  .action((options: { json: boolean }) => showProjections(readConfig(process.env), options))
operate
  .command('rebuild')
  .description('build read models anew from the log, compare, and swap them in; Ctrl-C interrupts, again goes on')
  .argument('<names...>', 'read models, or all')
  .option('--dry-run', 'only compare with what is read; exit code 1 when something differs', false)
  .option('--json', 'print what was done as JSON', false)
  .action((names: string[], options: { json: boolean; dryRun: boolean }) =>
    rebuildProjections(readConfig(process.env), names, options),
  )
operate
  .command('roll-back')
  .description('take the generations that were read before the last rebuild back into use')
  .argument('<names...>', 'read models, or all')
  .option('--json', 'print what was done as JSON', false)
  .action((names: string[], options: { json: boolean }) => rollBackProjections(readConfig(process.env), names, options))
operate
  .command('build')
  .description('build what this release reads beside the read models of the one that is running')
  .option('--json', 'print what was done as JSON', false)
  .action((options: { json: boolean }) => buildProjections(readConfig(process.env), options))

const audit = program.command('audit').description('prove that the log is as it was written')
audit
  .command('seal')
  .description('seal all events that are not sealed yet; serve does so by itself once an hour')
  .action(() => auditSeal(readConfig(process.env)))
audit
  .command('verify')
  .description('compare the whole log with its seals and name the first thing that does not match')
  .option('--trust <key>', 'a public key that also signed for this shop; may be repeated', collect, [])
  .option('--json', 'print the result as JSON', false)
  .action((options: { json: boolean; trust: string[] }) => auditVerify(readConfig(process.env), options))
audit
  .command('proof')
  .description('print the proof that an event is in the sealed log; eventstore/proof/verify-proof.mjs checks it')
  .argument('<event>', 'the id of an event')
  .action((event: string) => auditProof(readConfig(process.env), event))
audit
  .command('seals')
  .description('print all seals and their public keys, one JSON line each, to be kept elsewhere')
  .action(() => auditSeals(readConfig(process.env)))

const people = program.command('user').description('those who work here, for whoever runs the shop')
people
  .command('create')
  .description('make a user and print the link of their invitation, which holds for a week')
  .requiredOption('--email <address>', 'they sign in with it')
  .requiredOption('--first-name <name>', 'given name')
  .requiredOption('--last-name <name>', 'family name')
  .requiredOption('--group <name>', 'root for administrators; may be repeated', collect, [])
  .option('--language <tag>', 'language and format, such as de or de-AT', 'en-GB')
  .addOption(new Option('--locale <tag>', 'what --language was called').hideHelp())
  .option('--time-zone <name>', 'such as Europe/London', 'UTC')
  .action(
    ({ language, locale = language, ...profile }: Omit<NewUser, 'locale'> & { language: string; locale?: string }) =>
      createUser(readConfig(process.env), { ...profile, locale: localeOfOption(locale) }),
  )
people
  .command('link')
  .description('print a link that lets a user in once, within the hour')
  .argument('<email>', 'of the user')
  .action((email: string) => linkUser(readConfig(process.env), email, 'link'))
people
  .command('reset')
  .description('print a link that lets a user set a new password, within two hours')
  .argument('<email>', 'of the user')
  .action((email: string) => linkUser(readConfig(process.env), email, 'reset'))
people
  .command('block')
  .description('let a user in no more; their sessions end')
  .argument('<email>', 'of the user')
  .action((email: string) => blockUser(readConfig(process.env), email))
people
  .command('reset-factor')
  .description('take the second factor away from a user who has lost it; their sessions end')
  .argument('<email>', 'of the user')
  .action((email: string) => resetFactor(readConfig(process.env), email))
people
  .command('list')
  .description('who works here')
  .option('--json', 'print it as JSON', false)
  .action((options: { json: boolean }) => listUsers(readConfig(process.env), options))

program
  .command('key')
  .description('keys of programs, for whoever runs the shop')
  .command('create')
  .description('make a key and print its secret, this once')
  .requiredOption('--name <name>', 'of the program that has it')
  .requiredOption('--scopes <list>', 'what it is for, with commas: order:read,product:*,*:read')
  .option('--expires <date>', 'the last day on which it holds, within a year: 2026-12-31')
  .option('--owner <email>', 'in whose name it acts; may be left out while there is one administrator')
  .action((options: NewKey) => createKey(readConfig(process.env), options))

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof UserError || error instanceof ClockWrong)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
