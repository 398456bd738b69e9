import { type Bulked, isUndoable, offerOf, runPath, runsPath } from '../../api/bulk/actions.ts'
import { namesOf, within } from '../../api/bulk/collect.ts'
import { ownRun } from '../../api/bulk/own-run.ts'
import type { BulkCounts } from '../../api/bulk/runs.ts'
import { pathTo } from '../../api/commands.ts'
import type { Page, View } from '../../api/page.ts'
import type { BulkContext } from '../../api/special-pages.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { type Html, html } from '../html.ts'
import { liveRegion } from '../kit/live-region.ts'
import { offerName } from '../list/bulk.ts'
import { wordsFor } from '../words.ts'
import { askedCard } from './asked.ts'
import { countsCard, type Problem, problemsCard } from './cards.ts'
import { countText, type Shown } from './shown.ts'

const FIRST = 20

const all = ({ open, changes, nothing, refused, done }: BulkCounts) => open + changes + nothing + refused + done

const titleOf = (shown: Shown): string => {
  const { words, run, counts, offer } = shown
  const things = countText(shown, all(counts))
  return run.undoes !== null || offer === undefined
    ? words.text('bulk.undo.title', { things })
    : words.text('bulk.title', { action: offerName(words, offer), things })
}

/** The first that were refused, by their names. */
const problemsOf = async ({ context, things, run }: Shown): Promise<Problem[]> => {
  const { viewer, db } = context
  const { definition } = things.list
  const refused = await context.bulk.items(run.id, { outcome: 'refused', after: 0, limit: FIRST })
  const all = refused.map(({ id }) => id)
  const keys = await within(viewer, db, { definition, may: things.may }, all)
  const items = refused.filter(({ id }) => keys.includes(id))
  const names = await namesOf(context, definition, things.bulk.name, keys)
  return items.map(item => ({ ...item, name: names.get(item.id) }))
}

/** Of what was not said yet there is nothing to follow. */
const followed = async (shown: Shown): Promise<Html> => {
  if (shown.run.state === 'asked') return html``
  const [problems, undoing] = await Promise.all([problemsOf(shown), shown.context.bulk.undoOf(shown.run.id)])
  const isReversible = isUndoable(shown.things, shown.run)
  return html`${countsCard(shown, { undoing, isReversible })}${problemsCard(shown, problems)}`
}

const shownOf = async (things: Bulked, context: BulkContext): Promise<Shown | undefined> => {
  const { viewer, now, bulk, params } = context
  const run = await ownRun(bulk, things, viewer, params['id'])
  if (run === undefined) return undefined
  const counts = await bulk.counts(run.id)
  return { words: wordsFor(viewer, now), context, things, run, counts, offer: offerOf(things, run.action) }
}

/** The page of what somebody does with many things: what is asked, the preview, how far it is, and what became of each. */
export const bulkPage = (things: Bulked): Page<BulkContext> => ({
  path: runPath(things),
  may: things.may,
  isLive: true,
  isOwn: true,
  view: async (context): Promise<View | undefined> => {
    const shown = await shownOf(things, context)
    if (shown === undefined) return undefined
    const { words, run } = shown
    const title = titleOf(shown)
    const live = await followed(shown)
    const others = linkButton({ label: words.text('bulk.mine.link'), href: runsPath(things), kind: 'plain' })
    const back = linkButton({ label: words.text('bulk.back'), href: things.path, kind: 'plain' })
    const region = run.state !== 'asked' && liveRegion(pathTo(runPath(things), run.id), live)
    const body = html`${pageHead({ title, actions: html`${others}${back}` })}<div class="stack">${await askedCard(shown)}${region}</div>`
    return { title, body, live }
  },
})
