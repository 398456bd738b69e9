import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import type { Rate } from '../api/people/token-bucket.ts'
import { BadConnectionString, parseConnection } from '../eventstore/eventstoredb/connection.ts'
import { localeOfEnvironment } from './spoken-locale.ts'
import type { TlsFiles } from './tls.ts'
import { UserError } from './user-error.ts'

/** Why a connection string of EventStoreDB can not be meant. */
const whatIsWrong = (url: string): string | undefined => {
  try {
    parseConnection(url)
    return undefined
  } catch (error) {
    return error instanceof BadConnectionString ? error.message : String(error)
  }
}

/** An address, or a network of them. */
const isAddress = (text: string): boolean => {
  const [address = '', bits = '0'] = text.trim().split('/')
  const version = isIP(address)
  return version !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)
}

const KEY = /^(?:[0-9a-fA-F]{64}|[A-Za-z0-9+/]{43}=)$/
const KEY_FORM = '32 bytes as 64 hexadecimal digits or as base64'
const Key = z.string().regex(KEY, KEY_FORM).optional()

const bytesOf = (key: string): Buffer => Buffer.from(key, key.length === 64 ? 'hex' : 'base64')

const Environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Where people reach the shop. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine(url => /^https?:\/\/[^/?#@]+\/?$/.test(url), 'scheme and host alone, https://shop.example.com')
    .optional(),
  /** Files of a certificate and its key, to serve https without a proxy. */
  TLS_CERT: z.string().min(1).optional(),
  TLS_KEY: z.string().min(1).optional(),
  TRUST_PROXY: z
    .string()
    .refine(
      list => list.split(',').every(isAddress),
      'addresses or networks with commas between, 10.0.0.1, 10.1.0.0/16',
    )
    .optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).max(320).default('Daybook <daybook@localhost>'),
  /** How many requests of a session, or of a network without one, are answered in a second; 0 for any number. */
  REQUESTS_PER_SECOND: z.coerce.number().int().min(0).max(1_000_000).default(50),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DAYBOOK_HOME: z.string().min(1).default('.daybook'),
  DATABASE_URL: z.url({ protocol: /^postgres(?:ql)?$/ }).optional(),
  EVENTSTORE_URL: z
    .string()
    .superRefine((url, { addIssue }) => {
      const wrong = whatIsWrong(url)
      if (wrong !== undefined) addIssue({ code: 'custom', message: wrong })
    })
    .optional(),
  DAYBOOK_MASTER_KEY: Key,
  DAYBOOK_SEAL_KEY: Key,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  ALARM_BEHIND_SECONDS: z.coerce.number().int().min(0).max(86_400).default(30),
  ALARM_PARKED: z.coerce.number().int().min(0).max(1_000_000).default(0),
  KEEP_AS_OF_HOURS: z.coerce.number().int().min(1).max(8_760).default(24),
  KEEP_GENERATIONS_HOURS: z.coerce.number().int().min(0).max(8_760).default(24),
  NO_DEMO: z.enum(['0', '1']).default('0'),
})

/** Every variable that is read, for specs that hold documents to it. */
export const configurationNames: readonly string[] = Object.keys(Environment.shape)

export type Config = {
  readonly host: string
  readonly port: number
  /** Absolute path of the folder of the embedded database and generated keys. */
  readonly home: string
  readonly databaseUrl: string | undefined
  /** `esdb://…`: the log is kept there instead of in Postgres. */
  readonly eventStoreUrl: string | undefined
  readonly masterKey: string | undefined
  /** Seed of the key that signs the seals of the log. */
  readonly sealKey: string | undefined
  readonly logLevel: z.infer<typeof Environment>['LOG_LEVEL']
  /** How long what was read before a rebuild is kept for a rollback. */
  readonly keepGenerationsHours: number
  /** How long a shop as of a moment is kept. */
  readonly keepAsOfHours: number
  /** From here on `/health/projecting` answers 503. */
  readonly thresholds: { readonly behindSeconds: number; readonly parkedSequences: number }
  readonly isDemoWanted: boolean
  /** Scheme and host by which people reach the shop, where that is not its own address. */
  readonly publicUrl?: string | undefined
  /** Files of a certificate and its key, to serve https. */
  readonly tls?: TlsFiles | undefined
  /** Addresses of proxies whose word is taken for who asks. */
  readonly trustProxy?: string | undefined
  /** How fast each session, and each network without one, is answered; undefined for as fast as they ask. */
  readonly rate?: Rate | undefined
  /** That of whoever started it: the first administrator reads it. */
  readonly locale?: string
  /** `smtp://user:password@host:587`; without it mails are shown on the console. */
  readonly smtpUrl?: string | undefined
  readonly mailFrom?: string | undefined
}

const tlsIn = ({ TLS_CERT: cert, TLS_KEY: key, PUBLIC_URL }: z.infer<typeof Environment>): TlsFiles | undefined => {
  if (cert === undefined && key === undefined) return undefined
  if (cert === undefined || key === undefined)
    throw new UserError('TLS_CERT, TLS_KEY: set both, the files of a certificate and of its key, or none.')
  if (PUBLIC_URL?.startsWith('http:'))
    throw new UserError('PUBLIC_URL: with TLS_CERT people reach the shop by https://.')
  return { cert, key }
}

/** After a rest as many at once as come in some seconds: a page that is opened asks for several things. */
const rateOf = (perSecond: number): Rate | undefined =>
  perSecond === 0 ? undefined : { perSecond, most: 4 * perSecond }

/** The environment → configuration. @throws UserError with one line per bad value. */
export const readConfig = (environment: NodeJS.ProcessEnv): Config => {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(present)
  if (!parsed.success) {
    throw new UserError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
  }
  const { HOST, PORT, DAYBOOK_HOME, DATABASE_URL, EVENTSTORE_URL, LOG_LEVEL, NO_DEMO, ...rest } = parsed.data
  if (!['127.0.0.1', 'localhost', '::1'].includes(HOST) && rest.PUBLIC_URL === undefined)
    throw new UserError(
      `HOST: whoever reaches ${HOST} uses a name that has to be known. Set PUBLIC_URL to the address that people open.`,
    )
  return {
    host: HOST,
    port: PORT,
    home: resolve(DAYBOOK_HOME),
    databaseUrl: DATABASE_URL,
    eventStoreUrl: EVENTSTORE_URL,
    masterKey: rest.DAYBOOK_MASTER_KEY,
    sealKey: rest.DAYBOOK_SEAL_KEY,
    logLevel: LOG_LEVEL,
    keepGenerationsHours: rest.KEEP_GENERATIONS_HOURS,
    keepAsOfHours: rest.KEEP_AS_OF_HOURS,
    thresholds: { behindSeconds: rest.ALARM_BEHIND_SECONDS, parkedSequences: rest.ALARM_PARKED },
    isDemoWanted: NO_DEMO === '0',
    publicUrl: rest.PUBLIC_URL?.replace(/\/$/, ''),
    tls: tlsIn(parsed.data),
    trustProxy: rest.TRUST_PROXY,
    rate: rateOf(rest.REQUESTS_PER_SECOND),
    locale: localeOfEnvironment(environment),
    smtpUrl: rest.SMTP_URL,
    mailFrom: rest.MAIL_FROM,
  }
}

/** Writes a new key durably, whole or not at all; of two starts at once both get the one that was there first. */
const settleKey = (file: string): Buffer => {
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  rmSync(draft)
  return keyIn(file)
}

/** The key in a file. A cut or damaged one would be another key, so it is none. @throws UserError */
const keyIn = (file: string): Buffer => {
  const text = readFileSync(file, 'utf8').trim()
  if (KEY.test(text)) return bytesOf(text)
  throw new UserError(`${file} holds no key (${KEY_FORM}, and nothing else). Put a copy of the right one there.`)
}

type Secret = { readonly given: string | undefined; readonly file: string }

const masterPlace = ({ masterKey, home }: Config): Secret => ({ given: masterKey, file: join(home, 'master-key') })
const sealPlace = ({ sealKey, home }: Config): Secret => ({ given: sealKey, file: join(home, 'seal-key') })

/** A secret from the configuration, else the one in its file; undefined when there is none yet. */
const knownSecret = ({ given, file }: Secret): Buffer | undefined => {
  if (given !== undefined) return bytesOf(given)
  try {
    return keyIn(file)
  } catch (error) {
    if (error instanceof UserError) throw error
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new UserError(`${file} can not be read: ${(error as Error).message}`, { cause: error })
  }
}

/** The secret that is known, else one generated into its file (with a word of warning). */
const secretOf = (place: Secret, warn: (file: string) => void): Buffer => {
  const known = knownSecret(place)
  if (known !== undefined) return known
  mkdirSync(dirname(place.file), { recursive: true })
  const made = settleKey(place.file)
  warn(place.file)
  return made
}

/** The master key from the configuration, else the one in the home; undefined when there is none yet. */
export const knownMasterSecret = (config: Config): Buffer | undefined => knownSecret(masterPlace(config))

/** The master key that is known, else one generated into the home. */
export const masterSecret = (config: Config, warn: (line: string) => void): Buffer =>
  secretOf(masterPlace(config), file =>
    warn(`Generated the master key of personal data: ${file}. Keep a copy; without it that data can not be read.`),
  )

/** The file of the seal key, unless that is configured. */
export const sealKeyFile = (config: Config): string => sealPlace(config).file

/** Where seals are written down as they are made; with a configured key, too. */
export const sealBookFile = ({ home }: Config): string => join(home, 'seals-made')

/** The seed of the seal key from the configuration, else the one in the home; undefined when there is none yet. */
export const knownSealSecret = (config: Config): Buffer | undefined => knownSecret(sealPlace(config))

/** The seed of the key that signs the seals of the log, found in the same way. */
export const sealSecret = (config: Config, warn: (line: string) => void): Buffer =>
  secretOf(sealPlace(config), file =>
    warn(
      `Generated the key that signs the seals of the log: ${file}. Keep a copy, and keep it from those who can change the database.`,
    ),
  )
