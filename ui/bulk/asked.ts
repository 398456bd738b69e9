import { type Bulked, runPath } from '../../api/bulk/actions.ts'
import type { BulkOffer } from '../../api/bulk/offer.ts'
import type { CommandRoute } from '../../api/commands.ts'
import { categoryOptions } from '../catalog/category-options.ts'
import { card } from '../components/card.ts'
import { type Child, type Html, html } from '../html.ts'
import type { FieldOptions } from '../kit/control.ts'
import type { Fields } from '../kit/fields.ts'
import { formOf } from '../kit/form.ts'
import { offerName } from '../list/bulk.ts'
import { userChoices } from '../orders/user-choices.ts'
import { choicesOf, openFor } from '../shop/store-options.ts'
import { taxSetChoice, taxSetOptions } from '../shop/tax-set-options.ts'
import { mayDo, type Shown } from './shown.ts'

/** What an action asks, as a form knows a command. */
const routeOf = (things: Bulked, { name, may, asks }: BulkOffer): CommandRoute => {
  const path = runPath(things)
  const decider = { ...things.decider, commands: { [name]: asks } }
  return { path: `${path}/${name}`, may, form: path, then: path, command: name, decider }
}

type Options = Readonly<Record<string, FieldOptions>>

/** What can be chosen where the schema does not list it. */
const optionsOf = async ({ words, context, offer }: Shown): Promise<Options> => {
  const { fields = [], may } = offer ?? {}
  const places = may !== undefined && fields.includes('store') ? choicesOf(await openFor(context, may)) : undefined
  return {
    ...(fields.includes('category') && {
      category: { options: await categoryOptions(context), none: words.text('product.noCategory') },
    }),
    ...(fields.includes('taxSet') && { taxSet: taxSetChoice(words, await taxSetOptions(context)) }),
    ...(fields.includes('user') && {
      user: { options: await userChoices(context), none: words.text('order.assign.nobody') },
    }),
    ...(places && { store: { options: places.stores }, currency: { options: places.currencies } }),
  }
}

const allFields = ({ field }: Fields<unknown>, { fields }: BulkOffer, options: Options): Child =>
  fields.map(name => field(name as never, options[name]))

/** The form of what is to be done with each, as long as it has not begun. */
export const askedCard = async (shown: Shown): Promise<Html | false> => {
  const { words, context, things, run, offer } = shown
  const isOpen = run.startedAt === null && run.endedAt === null
  if (offer === undefined || offer.fields.length === 0 || !isOpen || !mayDo(shown)) return false
  const recorded = run.asked === null ? {} : { recorded: run.asked }
  const sent = { id: run.id, submit: words.text('bulk.preview.now'), guard: false, ...recorded }
  const options = await optionsOf(shown)
  const body = formOf(
    words,
    context,
    routeOf(things, offer),
    sent,
    fields => html`${allFields(fields, offer, options)}`,
  )
  return card({ title: offerName(words, offer), body })
}
