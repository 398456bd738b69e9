import type { CommandRoute } from '../../api/commands.ts'
import { hasOpenMembers } from '../../api/form.ts'
import type { Page, PageContext, Submitted, View } from '../../api/page.ts'
import { Forbidden } from '../../api/permission.ts'
import { checkboxField } from '../components/field.ts'
import { pageHead } from '../components/page-head.ts'
import { type Child, html } from '../html.ts'
import { formHref } from '../list/origin.ts'
import { contentLanguagesOf } from '../shop/content-languages.ts'
import { type Words, wordsFor } from '../words.ts'
import { commandName } from './command-name.ts'
import type { Fields } from './fields.ts'
import { formOf, maySend, type Sent } from './form.ts'
import { withPicks } from './picks.ts'

/** The languages that a form is drawn in, if some field of it has a value per language. */
const languagesOf = async (
  context: PageContext,
  { decider, command }: CommandRoute,
): Promise<readonly string[] | undefined> => {
  const schema = decider.commands[command]
  return schema !== undefined && hasOpenMembers(schema) ? contentLanguagesOf(context) : undefined
}

/** What a page draws with. */
export type Drawing = { readonly words: Words; readonly context: PageContext }

const drawingOf = (context: PageContext): Drawing => ({ words: wordsFor(context.viewer, context.now), context })

export type CreatePage<Data, Loaded> = {
  /** What the form needs beside what is typed: choices. */
  readonly load?: (context: PageContext) => Promise<Loaded>
  readonly sent?: (context: PageContext, loaded: Loaded) => Sent
  /** The form as it is shown again, with what was taken in it filled in elsewhere. */
  readonly drafted?: (context: PageContext, submitted: Submitted) => Promise<Submitted>
  readonly fields: (fields: Fields<Data>, loaded: Loaded, drawing: Drawing) => Child
}

/** The page on which a thing is made. */
export const createPage = <Data, Loaded = undefined>(
  route: CommandRoute<Data>,
  { load, sent, drafted, fields }: CreatePage<Data, Loaded>,
): Page => ({
  path: route.form,
  may: route.may,
  view: async (asked): Promise<View> => {
    const { submitted } = asked
    const again = submitted?.draft && (await drafted?.(asked, submitted))
    const context = again === undefined ? asked : { ...asked, submitted: again }
    const drawing = drawingOf(context)
    const [loaded, languages] = await Promise.all([load?.(context) as Promise<Loaded>, languagesOf(context, route)])
    const title = commandName(drawing.words, route)
    const form = { cancel: route.form.replace(/\/new$/, ''), languages, ...sent?.(context, loaded) }
    const body = await withPicks(context, picks =>
      formOf(drawing.words, context, route, { ...form, picks }, drawn => fields(drawn, loaded, drawing)),
    )
    return { title, body: html`${pageHead({ title })}${body}` }
  },
})

type Heading<Row> = {
  /** What is recorded of the thing; undefined where there is none, or none that the command can be sent to. */
  readonly read: (context: PageContext, id: string) => Promise<Row | undefined>
  readonly title?: (words: Words, row: Row) => string
  /** Beside the title; the id unless said otherwise. */
  readonly meta?: (words: Words, row: Row) => Child
  readonly sent?: (row: Row, context: PageContext) => Sent
  /** Between the head and the form. */
  readonly above?: (row: Row, drawing: Drawing) => Child
}

/** A page about one thing whose form sends one command: what stands on it, from what is recorded. */
const pageOf = <Data, Row extends object>(
  route: CommandRoute<Data>,
  page: Heading<Row> & { readonly title: (words: Words, row: Row) => string },
  form: (row: Row, id: string) => Sent,
  draw: (fields: Fields<Data>, row: Row, drawing: Drawing) => Child,
): Page => ({
  path: route.form,
  may: route.may,
  view: async (context): Promise<View | undefined> => {
    // What is recorded is shown, and would be saved as it is shown.
    if (!maySend(context, route)) throw new Forbidden('customer:personal')
    const id = context.params['id'] ?? ''
    const [row, languages] = await Promise.all([page.read(context, id), languagesOf(context, route)])
    if (row === undefined) return undefined
    const drawing = drawingOf(context)
    const { words } = drawing
    const title = page.title(words, row)
    const meta = page.meta === undefined ? html`<span class="mono">${id}</span>` : (page.meta(words, row) ?? undefined)
    const sent = {
      id,
      cancel: formHref(context, { form: route.then }, id),
      languages,
      ...form(row, id),
      ...page.sent?.(row, context),
    }
    const body = await withPicks(context, picks =>
      formOf(words, context, route, { ...sent, picks }, fields => draw(fields, row, drawing)),
    )
    return { title, body: html`${pageHead({ title, meta })}${page.above?.(row, drawing)}${body}` }
  },
})

type Kept = { readonly revision: number | null; readonly name?: string | null }

/** The page on which a thing is edited: its row has its revision, and its fields under the names that the command has. */
export const editPage = <Data, Row extends Kept>(
  route: CommandRoute<Data>,
  page: Heading<Row> & { readonly fields: (fields: Fields<Data>, row: Row, drawing: Drawing) => Child },
): Page =>
  pageOf(
    route,
    { title: (words, { name }) => words.text('form.edit', { name: name ?? '' }), ...page },
    row => ({ recorded: row, revision: row.revision ?? undefined }),
    page.fields,
  )

/** The page that asks before something is done that can not be taken back: what follows from it, and a box to tick. */
export const confirmPage = <Row extends Kept>(
  route: CommandRoute,
  page: Heading<Row> & {
    readonly title: (words: Words, row: Row) => string
    /** Says what the box says: that the person knows. */
    readonly understood: (words: Words) => string
    readonly consequences: (words: Words, row: Row, context: PageContext) => Child
  },
): Page =>
  pageOf(
    route,
    page,
    ({ revision }) => ({ revision: revision ?? undefined, danger: true, guard: false, insist: true }),
    (_, row, { words, context }) =>
      html`${page.consequences(words, row, context)}${checkboxField({
        name: 'understood',
        label: page.understood(words),
        required: true,
        checked: false,
      })}`,
  )
