import { type Permission, partsOf } from '../domain/permission.ts'
import { sentenceUnder, type Text } from './text/text.ts'

/** A permission in words, and as programs name it: `User: See (user:read)`. */
export const permissionName = (text: Text, permission: Permission): string => {
  const { thing, action } = partsOf(permission)
  const of = sentenceUnder(text, `right.thing.${thing}`) ?? sentenceUnder(text, `thing.${thing}`) ?? thing
  const what = sentenceUnder(text, `right.action.${action}`) ?? sentenceUnder(text, `do.${action}`)
  // A command without a name of its own makes another thing.
  return `${of}: ${what ?? text('right.action.make')} (${permission})`
}
