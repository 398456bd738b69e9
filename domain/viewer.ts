import type { Permission } from './permission.ts'

export type { Permission }

/** Who looks at something: what they may see, and the language and time zone they see it in. */
export type Viewer = {
  readonly id: string
  readonly name: string
  /** BCP 47, e.g. `en-GB`. */
  readonly locale: string
  /** IANA name, e.g. `Europe/London`. */
  readonly timeZone: string
  readonly may: ReadonlySet<Permission>
  /** The id of the session in which they are signed in; that is no secret. */
  readonly session?: string
}
