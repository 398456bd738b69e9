import { actionOf, type CommandRoute } from '../../api/commands.ts'
import { seesPersonal } from '../../api/hidden-personal.ts'
import type { PageContext } from '../../api/page.ts'
import { isWithin } from '../../domain/viewer.ts'
import { card } from '../components/card.ts'
import { type CommandButton, type CommandForm, commandButton, commandForm } from '../components/form.ts'
import { problemSummary } from '../components/problem-summary.ts'
import { type Child, type Html, html } from '../html.ts'
import { withQuery } from '../query.ts'
import { type FormState, formState, problemAsTyped } from '../submitted.ts'
import type { Words } from '../words.ts'
import { commandName } from './command-name.ts'
import { conflictIn, type Drawn, movedBy } from './conflict.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { nameInRow, nameOf } from './labels.ts'
import type { Picks } from './picks.ts'

export type Sent = Partial<
  Pick<CommandForm, 'cancel' | 'submit' | 'first' | 'confirm' | 'danger' | 'guard' | 'insist' | 'isWhole' | 'unsaved'>
> & {
  /** Of the thing that the command is about; none when it is made. */
  readonly id?: string | undefined
  /** What is recorded, under the names of the command's fields; a form without it makes something new. */
  readonly recorded?: object | undefined
  /** Which part of the stream the fields are of, as events touch it: a category of the tree. */
  readonly at?: string | undefined
  /** Of the stream that the form is made from; without it the command holds whatever happened meanwhile. */
  readonly revision?: number | undefined
  /** Values that are sent along unseen; a refused form keeps those it was sent with, as a new id must stay the same. */
  readonly values?: Readonly<Record<string, string>> | undefined
  /** Of the page that it stands on, so that a refused one stands there again. */
  readonly query?: Readonly<Record<string, string>> | undefined
  /** What its fields that pick things are drawn with. */
  readonly picks?: Picks | undefined
  /** That its fields per language are drawn in. */
  readonly languages?: readonly string[] | undefined
  /** A form among others of its page: its ids are its own, and what is wrong stands on top of the page. */
  readonly isPart?: boolean | undefined
}

const hidden = (state: FormState, values: Readonly<Record<string, string>>): Html[] =>
  Object.entries(values).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${state.value(name, value) || value}">`,
  )

/** Where nothing is recorded there are no two values to choose between. */
const NONE: Drawn = new Map()

/** The form of one command: what was typed or is recorded, conflict, problem, revision and address are its own matter. */
export const formOf = <Data>(
  words: Words,
  context: PageContext,
  route: CommandRoute<Data>,
  { id, recorded, at, revision, values = {}, query = {}, picks, languages = [], isPart = false, submit, ...sent }: Sent,
  draw: (fields: Fields<Data>) => Child,
): Html => {
  const state = formState(context, route.command, revision)
  const prefix = isPart ? route.command : undefined
  const isMoved = movedBy(context, route.command, at)
  const { fields, drawn, asksAgain } = fieldsOf<Data>({
    words,
    route,
    state,
    recorded,
    isMoved,
    prefix,
    picks,
    languages,
  })
  const body = draw(fields)
  const isRefused = context.submitted?.command === route.command
  const conflict = isRefused && conflictIn(words, context, recorded === undefined ? NONE : drawn, at)
  return commandForm(words, {
    ...sent,
    id: `${route.command}-form`,
    action: withQuery(actionOf(route, id), query),
    prefix,
    commandId: state.commandId,
    revision: state.revision,
    problem: isPart ? undefined : state.problem,
    nameOf: field => drawn.get(field)?.label ?? nameOf(words, route.decider.category, field),
    submit: submit ?? commandName(words, route),
    asksAgain: asksAgain(),
    fields: html`${conflict}${hidden(state, values)}${body}`,
  })
}

/** Whether the viewer may send a command, about a thing of a store if it belongs to one. What leads to it is for them alone. */
export const maySend = (
  { viewer }: Pick<PageContext, 'viewer'>,
  { may, reveals }: CommandRoute,
  store?: string,
): boolean => viewer.may.has(may) && isWithin(viewer, may, store) && (reveals !== true || seesPersonal(viewer))

/**
 * A form of a few fields as a card of the page of its thing, for those who may send it. Leaving it half filled in is nothing to
 * be warned of.
 */
export const formCard = <Data>(
  words: Words,
  context: PageContext,
  route: CommandRoute<Data>,
  sent: Sent,
  draw: (fields: Fields<Data>) => Child,
): Html | undefined =>
  maySend(context, route)
    ? card({
        title: commandName(words, route),
        body: formOf(words, context, route, { guard: false, ...sent, isPart: true }, draw),
      })
    : undefined

/**
 * What was wrong with a command of a page's parts or buttons, for the top of that page; its links lead to their fields.
 * @param parts of the page: what is wrong with a field that none of them shows has no link
 */
export const pageProblem = (words: Words, { submitted }: PageContext, category: string, parts: Child): Html =>
  problemSummary(submitted && problemAsTyped(submitted), {
    prefix: submitted?.command,
    within: parts,
    nameOf: field => {
      const name = nameOf(words, category, field)
      return name && nameInRow(words, field, name)
    },
    openLabel: words.text('problem.open'),
  })

type Pressed = Pick<Sent, 'id' | 'revision' | 'values' | 'confirm'> &
  Pick<CommandButton, 'kind' | 'icon'> & {
    readonly label?: string | undefined
    /** Of the thing, where it belongs to one. */
    readonly store?: string | undefined
  }

/** A command without anything to fill in, as one button for those who may send it. */
export const buttonOf = (
  words: Words,
  context: PageContext,
  route: CommandRoute,
  { label = commandName(words, route), store, ...pressed }: Pressed,
): Html | undefined =>
  maySend(context, route, store)
    ? commandButton({ ...pressed, label, action: actionOf(route, pressed.id), commandId: context.newId() })
    : undefined
