import { formats } from '../shared/locale.ts'
import { noWayBack, type StateOf, type Undo } from '../undo.ts'
import type { user } from './user.ts'

type User = StateOf<typeof user>

/** As a command takes it; undefined for one of an older release. */
const formatOf = (locale: string) => formats.find(format => format === locale)

const profileBack = (was: User) => {
  const locale = was.status === 'absent' ? undefined : formatOf(was.locale)
  if (was.status === 'absent' || was.name === null || locale === undefined) return noWayBack
  const { name, timeZone, groups } = was
  const data = { ...name, locale, timeZone, groups: [...groups] }
  return { type: 'EditUser' as const, data }
}

export const userUndo: Undo<typeof user> = {
  CreateUser: 'makes',
  EditUser: profileBack,
  ChangeUserEmail: was =>
    was.status === 'absent' || was.email === null ? noWayBack : { type: 'ChangeUserEmail', data: { email: was.email } },
  BlockUser: () => ({ type: 'ActivateUser', data: {} }),
  ActivateUser: ({ status }) => ({ type: status === 'deleted' ? 'DeleteUser' : 'BlockUser', data: {} }),
  // Who was blocked before would come in again.
  DeleteUser: ({ status }) => (status === 'blocked' ? noWayBack : { type: 'ActivateUser', data: {} }),
  AcceptInvitation: 'follows',
  RecordPassword: 'says',
  RecordSecondFactor: 'says',
  RecordNoSecondFactor: 'says',
  RecordPasskey: 'says',
  RecordPasskeyRemoved: 'says',
  ResetSecondFactor: 'ends',
  ConfirmAdministrator: 'follows',
}
