import { z } from 'zod'
import { type Bulked, runPath } from '../../api/bulk/actions.ts'
import type { BulkOffer } from '../../api/bulk/offer.ts'
import type { CommandRoute } from '../../api/commands.ts'
import { card } from '../components/card.ts'
import { type Child, type Html, html } from '../html.ts'
import type { Fields } from '../kit/fields.ts'
import { formOf } from '../kit/form.ts'
import { offerName } from '../list/bulk.ts'
import { mayDo, type Shown } from './shown.ts'

/** What an action asks, as a form knows a command. */
const routeOf = (things: Bulked, { name, may, asks }: BulkOffer): CommandRoute => {
  const path = runPath(things)
  const decider = { ...things.decider, commands: { [name]: asks } }
  return { path: `${path}/${name}`, may, form: path, then: path, command: name, decider }
}

const allFields = ({ field }: Fields<unknown>, asks: z.ZodType): Child =>
  asks instanceof z.ZodObject && Object.keys(asks.shape).map(name => field(name as never))

/** The form of what is to be done with each, as long as it has not begun. */
export const askedCard = (shown: Shown): Html | false => {
  const { words, context, things, run, offer } = shown
  const isOpen = run.state === 'asked' || run.state === 'previewed'
  if (offer === undefined || offer.isPlain || !isOpen || !mayDo(shown)) return false
  const recorded = run.asked === null ? {} : { recorded: run.asked }
  const sent = { id: run.id, submit: words.text('bulk.preview.now'), guard: false, ...recorded }
  const body = formOf(words, context, routeOf(things, offer), sent, fields => html`${allFields(fields, offer.asks)}`)
  return card({ title: offerName(words, offer), body })
}
