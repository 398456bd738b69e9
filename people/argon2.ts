import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** As OWASP asks for at least: 19 MiB, twice, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const
const TAG_BYTES = 32
const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([\w+/]{10,90})\$([\w+/]{10,90})$/

const derive = promisify(argon2)

type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number }

/** @param pepper is not in the database, so that who has read that alone can not try passwords */
const tagOf = (password: string, nonce: Buffer, pepper: string, cost: Cost, tagLength = TAG_BYTES): Promise<Buffer> =>
  derive('argon2id', { message: password.normalize('NFC'), nonce, secret: pepper, tagLength, ...cost })

const phc = ({ memory, passes, parallelism }: Cost, nonce: Buffer, tag: Buffer): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

/** The hash of a password with all that is needed to compare another one, in the form of PHC. */
export const hashPassword = async (password: string, pepper: string): Promise<string> => {
  const nonce = randomBytes(16)
  return phc(COST, nonce, await tagOf(password, nonce, pepper, COST))
}

/** What a password is compared with where there is none: it is the hash of nothing that anybody knows. */
export const nobodysHash = (): string => phc(COST, randomBytes(16), randomBytes(TAG_BYTES))

/** Whether it is the password that the hash is of. Takes as long for one that is wrong. */
export const isPassword = async (hash: string, password: string, pepper: string): Promise<boolean> => {
  const [, memory, passes, parallelism, nonce = '', tag = ''] = PHC.exec(hash) ?? []
  if (memory === undefined) throw new Error('a kept password hash is damaged')
  const kept = Buffer.from(tag, 'base64')
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  const made = await tagOf(password, Buffer.from(nonce, 'base64'), pepper, cost, kept.length)
  return timingSafeEqual(made, kept)
}
