import type { Attempts, HalfSignIns, Passwords, SecondFactors, Sessions, Tokens } from '../../people/account.ts'
import type { Passkeys } from '../../people/passkey.ts'
import type { SingleSignOn } from '../../people/single-sign-on.ts'

/** A mail to one person, in plain text. */
export type Mail = { readonly to: string; readonly subject: string; readonly text: string }

/** What a server needs to let people in. */
export type People = {
  readonly passwords: Passwords
  readonly tokens: Tokens
  readonly sessions: Sessions
  readonly attempts: Attempts
  readonly singleSignOn: SingleSignOn
  readonly secondFactors: SecondFactors
  readonly passkeys: Passkeys
  readonly halfSignIns: HalfSignIns
  /** Who has this e-mail address, by the rule that compares them; undefined when nobody has. */
  readonly userOf: (email: string) => Promise<string | undefined>
  /** Keyed hash: what somebody typed is kept nowhere in clear. */
  readonly hash: (value: string) => string
  /** Sends it, or shows it to the operator where there is no way to send. Never fails. */
  readonly send: (mail: Mail) => Promise<void>
  /** Where people reach the shop, without a slash at the end. */
  readonly origin: () => string
  /** Whether that is by TLS. */
  readonly isSecure: boolean
}
