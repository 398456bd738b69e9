import { pathTo } from '../api/commands.ts'
import { isNames, nameFor } from '../api/content-locale.ts'
import { commands } from '../api/index.ts'
import { DRAFT_FORM, draftCommands } from '../api/orders/draft.ts'
import { type Guarded, mayOpen } from '../api/permission.ts'
import type { PlainKey } from '../api/text/parameters.ts'
import type { Viewer } from '../domain/viewer.ts'
import { setStockAnywhere } from './catalog/stock-forms.ts'
import type { PaletteItem } from './components/palette.ts'
import { commandName } from './kit/command-name.ts'
import { navigationFor } from './navigation.ts'
import type { Words } from './words.ts'

type Entry = Guarded & { readonly label: PlainKey; readonly href: string }

/** Pages that the navigation has no entry for. */
const further: readonly Entry[] = [
  { label: 'exports.title', href: '/exports', may: 'audit:read', isWhole: true },
  { label: 'access.title', href: '/access', may: 'audit:read', isWhole: true },
  { label: 'views.title', href: '/views', may: 'dashboard:read' },
]

/** What is done on pages of auditors and operators, by the names of the buttons there. */
const done: readonly Entry[] = [
  { label: 'proof.verify', href: '/proof', may: 'audit:read', isWhole: true },
  { label: 'projections.rebuildAll', href: '/projections', may: 'operations:write', isWhole: true },
]

const itemsOf = ({ text }: Words, viewer: Viewer, entries: readonly Entry[]): PaletteItem[] =>
  entries.filter(entry => mayOpen(viewer, entry)).map(({ label, href }) => ({ label: text(label), href }))

/** Every page that this viewer may open and that is about no one thing. */
export const pageItems = (words: Words, viewer: Viewer): PaletteItem[] => [
  ...navigationFor(viewer).map(({ label, href }) => ({ label: words.text(label), href })),
  ...itemsOf(words, viewer, further),
]

/** Commands with a page of their own that is about no one thing: what makes another. */
const making = [...commands.filter(({ form }) => form.endsWith('/new') && !form.includes(':')), setStockAnywhere]

/** What is begun on a page that saves itself. */
const begun: readonly Entry[] = [{ label: 'draft.new', href: DRAFT_FORM, may: draftCommands.SaveDraft.may }]

/** What this viewer may do from anywhere, by the names of the buttons. */
export const commandItems = (words: Words, viewer: Viewer): PaletteItem[] => [
  ...itemsOf(words, viewer, begun),
  ...making
    .filter(({ may }) => viewer.may.has(may))
    .map(route => ({ label: commandName(words, route), href: route.form })),
  ...itemsOf(words, viewer, done),
]

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

const IS_MADE = /[0-9a-f]{8}-[0-9a-f]{4}-/

/** A thing by the first that its row has of number, names and key; the other ones tell it from those of its name. */
export const foundItem = (
  viewer: Viewer,
  { key, page }: { readonly key: string; readonly page: string },
  row: object,
): PaletteItem => {
  const of = (name: string): unknown => Reflect.get(row, name)
  const names = [of('names'), of('productNames')].filter(isNames).map(one => nameFor(one, viewer))
  const known = [of('number'), of('name'), ...names, of('sku'), of('warehouse'), of(key)].filter(isText)
  // An id that was made says nothing to people who have another name for it.
  const [label = '', ...notes] = [...new Set(known)].filter((one, index) => index === 0 || !IS_MADE.test(one))
  const note = notes.join(' · ')
  return { label, href: pathTo(page, String(of(key))), ...(note === '' ? {} : { note }) }
}
