import type { PageContext } from '../../api/page.ts'
import type { MappingRule } from '../../domain/people/mapping.ts'
import { readGroupNames } from '../../projections/people/group.ts'
import type { IdentityProviderRow } from '../../projections/people/identity-provider.ts'
import { card } from '../components/card.ts'
import { dataTable } from '../components/table.ts'
import type { Html } from '../html.ts'
import { labelOf, valueName } from '../kit/labels.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'

export type GroupNames = ReadonlyMap<string, string>

/** The names of all groups by their ids. */
export const readNames = async ({ viewer, db }: PageContext): Promise<GroupNames> =>
  new Map((await readGroupNames(viewer, db)).map(({ group, name }) => [group, name]))

/** A group with the way there; it may be gone. */
export const groupLink = (
  { text }: Words,
  { viewer }: PageContext,
  names: GroupNames,
  group: string,
): Html | string => {
  const name = names.get(group)
  return name === undefined ? text('provider.group.gone') : thingLink(viewer, 'group', group, name)
}

export const howName = (words: Words, { how }: MappingRule): string =>
  valueName(words, 'identityProvider', 'rules.how', how)

/** The rules of a provider as they stand. */
export const mappingCard = (
  words: Words,
  context: PageContext,
  { rules }: Pick<IdentityProviderRow, 'rules'>,
  names: GroupNames,
): Html => {
  const { text } = words
  const name = (path: string) => labelOf(words, 'identityProvider', path)
  return card({
    title: name('rules'),
    aside: text('provider.rules.count', { count: rules.length }),
    flush: true,
    body: dataTable<MappingRule>(words, {
      caption: text('provider.rules.caption'),
      columns: [
        { header: name('rules.claim'), cell: ({ claim }) => claim, mono: true },
        { header: name('rules.how'), cell: rule => howName(words, rule) },
        { header: name('rules.value'), cell: ({ value }) => value, mono: true, wraps: true },
        { header: name('rules.group'), cell: ({ group }) => groupLink(words, context, names, group), names: true },
      ],
      rows: rules,
      empty: { title: text('provider.rules.none'), hint: text('provider.rules.none.hint') },
    }),
  })
}
