import type { Page, PageContext } from '../../api/page.ts'
import { userCommands } from '../../api/people/user.ts'
import { formats } from '../../domain/shared/locale.ts'
import { timeZones } from '../../domain/shared/time-zone.ts'
import { readGroupNames } from '../../projections/people/group.ts'
import { readUser, type UserRow } from '../../projections/people/user.ts'
import { formatName } from '../format-name.ts'
import { type Html, html } from '../html.ts'
import { codes } from '../kit/control.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { createPage, editPage } from '../kit/form-pages.ts'
import type { Words } from '../words.ts'
import { userName } from './user-name.ts'

type Choices = readonly { readonly value: string; readonly label: string }[]
type Profile = Pick<FieldsOf<typeof userCommands.EditUser>, 'field'>

/** The groups that somebody can be put into. */
const groupChoices = async ({ viewer, db }: PageContext): Promise<Choices> =>
  (await readGroupNames(viewer, db)).map(({ group, name }) => ({ value: group, label: name }))

const profileFields = ({ field }: Profile, words: Words, groups: Choices): Html => {
  const languages = formats.map(value => ({ value, label: formatName(words, value) }))
  const locale = field('locale', { options: languages, start: words.locale })
  const timeZone = field('timeZone', { options: codes(timeZones), start: words.timeZone })
  return html`<div class="fields">${field('firstName')}${field('lastName')}</div>
<div class="fields">${locale}${timeZone}</div>${field('groups', { options: groups })}`
}

/** The user of a page, as far as anything can still be changed. */
const readPresent = async ({ viewer, db }: PageContext, id: string): Promise<UserRow | undefined> => {
  const user = await readUser(viewer, db, id)
  return user?.status === 'deleted' ? undefined : user
}

const create = createPage(userCommands.CreateUser, {
  load: groupChoices,
  // The id is made with the form: the e-mail address is claimed for it.
  sent: ({ newId }) => ({ values: { id: newId() } }),
  fields: (fields, groups, { words }) =>
    html`${fields.field('email')}${profileFields(fields as Profile, words, groups)}`,
})

const edit = editPage(userCommands.EditUser, {
  read: async (context, id) => {
    const [user, options] = await Promise.all([readPresent(context, id), groupChoices(context)])
    return user && { ...user, options }
  },
  title: (words, user) => words.text('form.edit', { name: userName(words, user) }),
  meta: (_, { email }) => email,
  fields: (fields, { options }, { words }) => profileFields(fields, words, options),
})

const email = editPage(userCommands.ChangeUserEmail, {
  read: readPresent,
  title: words => words.text('do.ChangeUserEmail'),
  meta: userName,
  fields: ({ field }) => field('email'),
})

/** A new user, and the profile and the e-mail address of one. */
export const userFormPages: readonly Page[] = [create, edit, email]
