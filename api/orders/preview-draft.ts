import type { z } from 'zod'
import { isRejection, type Rejection } from '../../domain/decider.ts'
import type { AskedOrder } from '../../domain/orders/decisions/asked-order.ts'
import { draft } from '../../domain/orders/draft.ts'
import { keyed } from '../../domain/orders/draft-lines.ts'
import { AskedDraft } from '../../domain/orders/draft-saving.ts'
import { order } from '../../domain/orders/order.ts'
import { actorOf, isWithin } from '../../domain/viewer.ts'
import { readDraft } from '../../projections/orders/draft-detail.ts'
import { type Acted, type Action, type Asked, action } from '../actions.ts'
import { type FieldError, problem, rejectionProblem } from '../problem.ts'
import { type OrderPreview, placeOf, previewOf } from './preview-order.ts'

/** Below `/api`; a draft that is not there yet can be asked for, too. */
export const DRAFT_PREVIEW = '/drafts/:id/preview'

type Form = z.infer<typeof AskedDraft>

/** What a draft comes to, as far as it can be told, and what is missing before it can be placed. */
export type DraftPreview = {
  readonly preview: OrderPreview | null
  readonly missing: readonly FieldError[]
  readonly lines: Form['lines']
}

/** The order as far as what it comes to depends on it. */
const orderAsked = (form: Form, agreed: ReadonlyMap<string, string>): AskedOrder => {
  const { store, currency, customer, lines, delivery, payment } = form
  const [billing, shipping] = [placeOf(form.billing), placeOf(form.shipping)]
  const given = Object.entries({ currency, delivery, payment, billing, shipping })
  return {
    store,
    customer,
    lines: keyed(lines).map(({ line, sku, quantity }) => {
      const unitPrice = agreed.get(line)
      return { sku, quantity, ...(unitPrice === undefined ? {} : { unitPrice, reason: line }) }
    }),
    ...Object.fromEntries(given.filter(([, value]) => value !== undefined)),
  }
}

const errorsOf = (text: Asked<Form>['text'], rejection: Rejection): readonly FieldError[] => {
  const { errors = [], detail } = rejectionProblem(text, rejection)
  return errors.length > 0 ? errors : [{ field: rejection.field ?? '', message: detail }]
}

const run = async ({ deps, viewer, text, params, data }: Asked<Form>): Promise<Acted> => {
  const id = params['id'] ?? ''
  const known = await readDraft(viewer, deps.readSide.queries(), id)
  if (!isWithin(viewer, 'draft:SaveDraft', known?.store ?? data.store))
    return { problem: problem(text, 404, 'NoSuchThing', text('problem.detail.thing')) }
  const agreed = new Map(
    (known?.lines ?? []).flatMap(({ line, unitPrice }) => (unitPrice === null ? [] : [[line, unitPrice] as const])),
  )
  const sent = { id, commandId: deps.newId(), actor: actorOf(viewer), origin: 'live' } as const
  const placing = await deps.foresee({ ...sent, decider: draft, type: 'PlaceDraft', data })
  const missing = isRejection(placing) ? errorsOf(text, placing) : []
  const ordered =
    data.lines.length === 0
      ? undefined
      : await deps.foresee({
          ...sent,
          id: deps.newId(),
          decider: order,
          type: 'PlaceDraftedOrder',
          data: orderAsked(data, agreed),
        })
  const preview = ordered === undefined || isRejection(ordered) ? null : previewOf(ordered)
  const others = ordered !== undefined && isRejection(ordered) ? errorsOf(text, ordered) : []
  const isTold = ({ message }: FieldError) => missing.some(one => one.message === message)
  const body: DraftPreview = {
    preview,
    missing: [...missing, ...others.filter(one => !isTold(one))],
    lines: data.lines,
  }
  return { body, isShown: true }
}

/** Says what a draft would come to, in minor units, and what it lacks. It reads; it changes nothing. */
export const draftActions: readonly Action[] = [
  action({
    name: 'PreviewDraft',
    path: DRAFT_PREVIEW,
    may: 'draft:SaveDraft',
    schema: AskedDraft,
    form: '/drafts/:id',
    then: ({ id }) => `/drafts/${id}`,
    run,
  }),
]
