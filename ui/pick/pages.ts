import type { Page, PageContext, View } from '../../api/page.ts'
import { isSearchable } from '../../projections/engine/list/list-conditions.ts'
import { pageHead } from '../components/page-head.ts'
import { pickOptions } from '../components/picker.ts'
import { html } from '../html.ts'
import { wordsFor } from '../words.ts'
import { type Kind, pickKinds } from './kinds.ts'
import { MATCHES_SHOWN, type Match } from './match.ts'

const LONGEST = 200

/** What somebody typed, as it is searched for. */
export const searchIn = (typed: string): string => typed.normalize('NFC').trim().slice(0, LONGEST)

/** The things of a kind that what is typed may mean. Punctuation alone finds nothing. */
export const matchesOf = async (kind: Kind, context: PageContext, typed: string): Promise<readonly Match[]> => {
  const search = searchIn(typed)
  if (search !== '' && !isSearchable(search)) return []
  const found = await pickKinds[kind].find(wordsFor(context.viewer, context.now), context, search)
  return found.slice(0, MATCHES_SHOWN)
}

/** Where script asks what a field of that kind may mean. */
export const pickPath = (kind: Kind): string => `/pick/${kind}`

const pageOf = (kind: Kind): Page => ({
  path: pickPath(kind),
  may: pickKinds[kind].may,
  view: async (context): Promise<View> => {
    const words = wordsFor(context.viewer, context.now)
    const title = words.text(`things.${kind}`)
    const region = pickOptions(words, await matchesOf(kind, context, context.query.get('q') ?? ''))
    const list = html`<div role="listbox" aria-label="${title}">${region}</div>`
    return { title, region, body: html`${pageHead({ title })}${list}` }
  },
})

/** The suggestions for what is typed (`?q=`), as options of a list. */
export const pickPages: readonly Page[] = Object.keys(pickKinds).map(kind => pageOf(kind as Kind))
