import { z } from 'zod'
import type { BulkRun } from '../../domain/bulk-run.ts'
import { undoOf } from '../../domain/index.ts'
import { AskedKey, spelled } from '../../domain/shared/id.ts'
import { isWithin, type Permission, type Viewer } from '../../domain/viewer.ts'
import { type Acted, type Action, type Asked, action } from '../actions.ts'
import type { Aggregate } from '../aggregate.ts'
import { pathTo } from '../commands.ts'
import { Forbidden } from '../permission.ts'
import { problem } from '../problem.ts'
import { queriesFor } from '../queries-for.ts'
import { keysOf, MOST_THINGS, within } from './collect.ts'
import type { Bulk, BulkOffer } from './offer.ts'
import { ownRun } from './own-run.ts'

/** An aggregate with actions on many of its things. */
export type Bulked = Aggregate & Required<Pick<Aggregate, 'bulk' | 'list'>>

/** As many as a page of a list can show. */
const MOST_TICKED = 500

/** One's own runs about things of an aggregate. */
export const runsPath = ({ path }: Pick<Aggregate, 'path'>): string => `/bulk${path}`

/** The page of one of them. */
export const runPath = (things: Pick<Aggregate, 'path'>): string => `${runsPath(things)}/:id`

/** Its report, below `/api`. */
export const reportPath = (things: Pick<Aggregate, 'path'>): string => `${runPath(things)}/report.csv`

const pageOf = (things: Aggregate, id: string): string => pathTo(runPath(things), id)

const found = (things: Aggregate, id: string): Acted => {
  const page = pageOf(things, id)
  return { body: { id, page }, to: page }
}

/** @throws Forbidden */
const check = ({ may }: Viewer, permission: Permission): void => {
  if (!may.has(permission)) throw new Forbidden(permission)
}

export const offerOf = ({ bulk }: { readonly bulk: Bulk }, name: string | null): BulkOffer | undefined =>
  bulk.offers.find(offer => offer.name === name)

const refused = ({ text }: Pick<Asked<unknown>, 'text'>, code: 'BulkNothing' | 'BulkTooMany'): Acted => ({
  problem: problem(
    text,
    422,
    code,
    code === 'BulkNothing' ? text('bulk.problem.nothing') : text('bulk.problem.tooMany', { most: MOST_THINGS }),
  ),
})

/** The things that are meant, as far as they are of stores where the viewer may do that with them. */
const idsOf = async (
  { list: { definition }, decider }: Bulked,
  { deps, viewer, data }: Asked<z.infer<typeof Wanted>>,
  { may }: BulkOffer,
) => {
  const db = queriesFor(deps, viewer)
  const meant = data.all
    ? await keysOf(viewer, db, definition, { filter: data.filter, now: deps.clock() })
    : [...new Set(data.ids.map(decider.spelling ?? spelled))]
  return within(viewer, db, { definition, may }, meant)
}

const Wanted = z.strictObject({
  action: z.string().min(1).max(60).describe('What is to be done with each.'),
  ids: z.array(AskedKey).max(MOST_TICKED).default([]),
  all: z.boolean().default(false).describe('All that match `filter`, and not `ids`.'),
  filter: z.string().max(4_000).default('').describe('The query string of the list.'),
})

/** Remembers what is to be done with which things. Nothing happens to them. */
const make = (things: Bulked): Action =>
  action({
    name: `Choose${nameOf(things)}`,
    path: runsPath(things),
    may: 'command',
    schema: Wanted,
    then: () => things.path,
    run: async asked => {
      const { deps, text, data, viewer } = asked
      const offer = offerOf(things, data.action)
      if (offer === undefined) {
        const errors = [{ field: 'action', message: text('bulk.problem.action') }]
        return { problem: problem(text, 422, 'Invalid', text('bulk.problem.action'), errors) }
      }
      check(viewer, offer.may)
      const ids = await idsOf(things, asked, offer)
      if (ids.length === 0) return refused(asked, 'BulkNothing')
      if (ids.length > MOST_THINGS) return refused(asked, 'BulkTooMany')
      const run = {
        by: viewer.id,
        category: things.decider.category,
        action: offer.name,
        asked: offer.fields.length === 0 ? {} : null,
      }
      return found(things, await deps.bulk.make(run, ids))
    },
  })

const nameOf = ({ decider: { category } }: Aggregate): string => category.charAt(0).toUpperCase() + category.slice(1)

/** So many things of a run are looked at in one go. */
const PAGE = 500

/** The rights of whoever made a run may have been cut since. @throws Forbidden */
const demandAll = async (
  { list: { definition } }: Bulked,
  { deps, viewer }: Asked<unknown>,
  { id }: BulkRun,
  may: Permission,
): Promise<void> => {
  const db = deps.readSide.queries()
  for (let after = 0, isMore = viewer.within !== undefined; isMore; ) {
    const items = await deps.bulk.items(id, { after, limit: PAGE })
    const keys = items.map(({ id }) => id)
    if ((await within(viewer, db, { definition, may }, keys)).length < keys.length) throw new Forbidden(may)
    isMore = items.length === PAGE
    after = items.at(-1)?.place ?? after
  }
}

/** Who may send the command of a run, or of the one that it takes back, to all of its things. @throws Forbidden */
const demandFor = async (things: Bulked, asking: Asked<unknown>, run: BulkRun): Promise<void> => {
  const { deps, viewer } = asking
  let asked: BulkRun | undefined = run
  while (asked?.undoes) asked = await deps.bulk.find(asked.undoes)
  const may = offerOf(things, asked?.action ?? null)?.may ?? things.may
  check(viewer, may)
  await demandAll(things, asking, run, may)
}

/** What is asked may name a store: whoever asks must be permitted it there. @throws Forbidden */
const checkStore = ({ viewer, data }: Asked<unknown>, { may, isOfStores }: BulkOffer): void => {
  const { store } = z.looseObject({ store: z.string().optional() }).catch({}).parse(data)
  if (isOfStores && !isWithin(viewer, may, store)) throw new Forbidden(may, store)
}

type Step = (asked: Asked<unknown>, run: BulkRun) => Promise<string | undefined>

const NONE = z.strictObject({})

/** One step of a run, which answers the id of the run to go to, or nothing where it can not be taken now. */
const step = (things: Bulked, name: string, take: Step, form: Partial<Pick<Action, 'schema' | 'form'>> = {}): Action =>
  action({
    name: form.schema === undefined ? `${name}${nameOf(things)}` : name,
    path: `${runPath(things)}/${name}`,
    may: 'command',
    schema: NONE,
    ...form,
    then: () => things.path,
    run: async asked => {
      const { deps, text, viewer, params } = asked
      const run = await ownRun(deps.bulk, things, viewer, params['id'])
      if (run === undefined) return { problem: problem(text, 404, 'NoSuchRun', text('bulk.problem.none')) }
      await demandFor(things, asked, run)
      const id = await take(asked, run)
      if (id === undefined) return { problem: problem(text, 409, 'BulkNotNow', text('bulk.problem.notNow')) }
      return found(things, id)
    },
  })

const ifDone = async (isDone: Promise<boolean>, id: string) => ((await isDone) ? id : undefined)

/** Whether what an action did can be taken back. */
export const isUndoable = (things: Bulked, { action, undoes }: BulkRun): boolean =>
  undoes !== null || typeof undoOf(things.decider.category, offerOf(things, action)?.command ?? '') === 'function'

/** All that is asked of the runs about things of an aggregate. */
export const bulkActions = (things: Bulked): readonly Action[] => [
  make(things),
  // Asked for twice it is begun once.
  step(things, 'Start', async ({ deps }, { id, state }) =>
    state === 'running' || state === 'done' ? id : ifDone(deps.bulk.start(id), id),
  ),
  step(things, 'Stop', ({ deps }, { id }) => ifDone(deps.bulk.stop(id), id)),
  step(things, 'Undo', async ({ deps }, run) => (isUndoable(things, run) ? deps.bulk.undo(run.id) : undefined)),
  ...things.bulk.offers
    .filter(({ fields }) => fields.length > 0)
    .map(offer => {
      const { name, asks } = offer
      const ask: Step = async (asked, { id, action }) => {
        if (action !== name) return undefined
        checkStore(asked, offer)
        return ifDone(asked.deps.bulk.ask(id, asked.data), id)
      }
      return step(things, name, ask, { schema: asks, form: runPath(things) })
    }),
]
