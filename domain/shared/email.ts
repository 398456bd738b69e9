import { z } from 'zod'
import { tidy } from './name.ts'

// RFC 6531 within reason: letters of every script and the signs of RFC 5322 without quotes, dots only between them.
const LOCAL = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u

/** The domain as the name service has it, in ASCII and lower case; undefined for what can be none. */
const asciiDomain = (domain: string): string | undefined => {
  const labels = domain.split('.')
  const isPossible = labels.length > 1 && labels.every(label => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '')
  const url = `http://${domain}/`
  return isPossible && URL.canParse(url) ? new URL(url).hostname : undefined
}

const parts = (email: string) => {
  const at = email.lastIndexOf('@')
  return { local: email.slice(0, Math.max(at, 0)), domain: email.slice(at + 1) }
}

const isEmail = (email: string): boolean => {
  const { local, domain } = parts(email)
  return local.length <= 64 && LOCAL.test(local) && asciiDomain(domain) !== undefined
}

/** An e-mail address as somebody gives it: kept as written, compared by its key. */
export const AskedEmail = z
  .string()
  .overwrite(tidy)
  .min(1)
  .max(100)
  .refine(isEmail, 'email')
  .meta({ format: 'idn-email' })

/** What two addresses have in common that reach the same person: case, composition, and the spelling of the domain. */
export const emailKey = (email: string): string => {
  const { local, domain } = parts(email)
  return `${local.normalize('NFKC').toLowerCase()}@${asciiDomain(domain) ?? domain.toLowerCase()}`
}
