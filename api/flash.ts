import { undoOf } from '../domain/index.ts'
import type { Outcome } from '../eventstore/command.ts'
import type { CommandRoute } from './commands.ts'
import type { Asking } from './permission.ts'
import type { Thing } from './stream-history.ts'
import { sentenceUnder, type Text } from './text/text.ts'

export const FLASH_COOKIE = 'daybook-done'

/** Stands in that cookie for a command whose events the read models had not seen when it was answered. */
export const STALE = 'Stale'

/** Stands there for a command whose events a read model can not show: they are kept, and an operator has to look. */
export const PARKED = 'Parked'

/** What can be taken back: the command that led a thing to a revision. */
export type Undoable = Thing & { readonly revision: number }

/** What was just done, for the next page to say. */
export type Done = {
  /** Its words are `done.<command>`. */
  readonly command: string
  /** It was not done but taken back. */
  readonly isUndone?: true
  readonly undo?: Undoable
}

/** A short message about what was done, or could not be; as pages show it and as script is told. */
export type Toast = {
  readonly level: 'success' | 'error'
  readonly text: string
  readonly undo?: { readonly label: string; readonly values: Readonly<Record<string, string>> }
}

const UNDONE = 'Undone:'
const FLASH =
  /(?:^|;\s*)daybook-done=(Undone:)?([A-Za-z]{1,60})(?:\/([A-Za-z]{1,60})\/([A-Za-z0-9._@-]{1,128})\/(\d{1,15}))?(?:;|$)/

/** What the cookie that a 303 answer set says. Anything else in the cookie is ignored. */
export const flashOf = (request: Asking): Done | undefined => {
  const [, undone, command, category, id, revision] = FLASH.exec(request.headers.cookie ?? '') ?? []
  if (command === undefined) return undefined
  const isUndone = undone === undefined ? {} : { isUndone: true as const }
  if (category === undefined || id === undefined) return { command, ...isUndone }
  return { command, ...isUndone, undo: { category, id, revision: Number(revision) } }
}

const cookie = (value: string, seconds: number) =>
  `${FLASH_COOKIE}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict`

/** The cookie that tells the next page what was done. */
export const flashCookie = ({ command, isUndone, undo }: Done): string => {
  const place = undo === undefined ? '' : `/${undo.category}/${undo.id}/${undo.revision}`
  return cookie(`${isUndone === true ? UNDONE : ''}${command}${place}`, 20)
}

/** The cookie that forgets it. */
export const NO_FLASH = cookie('', 0)

const TAKEN_ID = /^[A-Za-z0-9._@-]{1,128}$/

/** What a command has done that can be taken back, if it can. */
export const undoableOf = (
  { decider: { category }, command }: CommandRoute,
  id: string,
  { position, revision }: Extract<Outcome, { kind: 'done' }>,
): Pick<Done, 'undo'> => {
  const canBe = position !== undefined && typeof undoOf(category, command) === 'function' && TAKEN_ID.test(id)
  return canBe ? { undo: { category, id, revision } } : {}
}

/** What was done as a short message, with the button that takes it back; undefined for what has no words. */
export const toastOf = (text: Text, { command, isUndone, undo }: Done): Toast | undefined => {
  const what = sentenceUnder(text, `done.${command}`)
  if (what === undefined) return undefined
  const label = isUndone === true ? text('undo.again') : text('undo.do')
  return {
    level: 'success',
    text: isUndone === true ? text('undo.done', { what }) : what,
    ...(undo === undefined ? {} : { undo: { label, values: { ...undo, revision: String(undo.revision) } } }),
  }
}
