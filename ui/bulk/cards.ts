import { pageOf } from '../../api/aggregate.ts'
import { runPath } from '../../api/bulk/actions.ts'
import { pathTo } from '../../api/commands.ts'
import { rejectionSentence, sentenceUnder } from '../../api/text/text.ts'
import type { BulkItem } from '../../domain/bulk-run.ts'
import { badge, type Tone } from '../components/badge.ts'
import { card, type Definition, definitions } from '../components/card.ts'
import { commandButton } from '../components/form.ts'
import { linkButton } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { type Child, type Html, html } from '../html.ts'
import { countText, mayDo, type Shown } from './shown.ts'

export type Problem = BulkItem & { readonly name: string | undefined }

export const TONE: Readonly<Record<Shown['run']['state'], Tone>> = {
  asked: 'neutral',
  previewing: 'info',
  previewed: 'info',
  running: 'info',
  done: 'good',
  stopped: 'warn',
}

const progressOf = ({ words, run, counts }: Shown): Html | false => {
  const { text, format } = words
  if (run.state !== 'previewing' && run.state !== 'running') return false
  const looked = counts.changes + counts.nothing + counts.refused
  const [done, all] =
    run.state === 'previewing' ? [looked, looked + counts.open] : [counts.done, counts.done + counts.changes]
  const said = text('bulk.progress', { done: format.number(done), all: format.number(all) })
  return html`<p><progress max="${all}" value="${done}" aria-label="${text('bulk.progress.label')}"></progress> <span class="quiet">${said}</span></p>`
}

const hasBegun = ({ run }: Shown): boolean => run.startedAt !== null

/** How many of each there are; what there is none of is said where a person would look for it. */
const figures = (shown: Shown): Definition[] => {
  const { words, counts } = shown
  const { text, format } = words
  const named = hasBegun(shown)
    ? ([
        [text('bulk.did.done'), counts.done, true],
        [text('bulk.did.refused'), counts.refused, true],
        [text('bulk.did.nothing'), counts.nothing, false],
        [text('bulk.did.changes'), counts.changes, false],
      ] as const)
    : ([
        [text('bulk.would.changes'), counts.changes, true],
        [text('bulk.would.refused'), counts.refused, true],
        [text('bulk.would.nothing'), counts.nothing, false],
        [text('bulk.open'), counts.open, false],
      ] as const)
  return named.flatMap(([term, count, always]) =>
    count > 0 || always ? [{ term, value: format.number(count), strong: term === named[0][0] }] : [],
  )
}

const buttonFor = ({ things, run }: Shown, step: string, label: string, kind?: 'primary'): Html =>
  commandButton({ action: `/api${pathTo(runPath(things), run.id)}/${step}`, label, kind })

const startButton = (shown: Shown): Html | false => {
  const { words, counts } = shown
  const label = words.text('bulk.start', { things: countText(shown, counts.changes) })
  return counts.changes > 0 && buttonFor(shown, 'Start', label, 'primary')
}

type Undoing = { readonly undoing: string | undefined; readonly isReversible: boolean }

const undoPart = (shown: Shown, { undoing, isReversible }: Undoing): Child => {
  const { words, things, counts } = shown
  const to = (id: string) => pathTo(runPath(things), id)
  if (undoing !== undefined) return linkButton({ label: words.text('bulk.undone'), href: to(undoing), kind: 'plain' })
  return isReversible && counts.done > 0 && buttonFor(shown, 'Undo', words.text('bulk.undo'))
}

const buttons = (shown: Shown, undo: Undoing): Child => {
  const { text } = shown.words
  const { state } = shown.run
  if (!mayDo(shown)) return undefined
  if (state === 'previewed') return html`${startButton(shown)}${buttonFor(shown, 'Stop', text('bulk.discard'))}`
  if (state === 'previewing' || state === 'running') return buttonFor(shown, 'Stop', text('bulk.stop'))
  return undoPart(shown, undo)
}

const links = ({ words, things, run }: Shown): Html => {
  const here = pathTo(runPath(things), run.id)
  const isUnderWay = run.state === 'previewing' || run.state === 'running'
  const undoes =
    run.undoes !== null &&
    html`<p><a href="${pathTo(runPath(things), run.undoes)}">${words.text('bulk.undoes')}</a></p>`
  return html`${isUnderWay && html`<p class="without-script"><a href="${here}">${words.text('bulk.refresh')}</a></p>`}${undoes}<p><a href="${`/api${here}/report.csv`}">${words.text('bulk.download')}</a></p>`
}

/** Where the run is, how many of each there are, and what can be done now. */
export const countsCard = (shown: Shown, undo: Undoing): Html => {
  const { words, run } = shown
  const { text } = words
  const hint = run.state === 'stopped' && hasBegun(shown) && html`<p class="quiet">${text('bulk.stopped.hint')}</p>`
  return card({
    title: text(hasBegun(shown) ? 'bulk.report' : 'bulk.preview'),
    aside: badge(text(`bulk.state.${run.state}`), TONE[run.state]),
    body: html`<div class="stack">${progressOf(shown)}${definitions(figures(shown))}${hint}<div class="form-actions">${buttons(shown, undo)}</div>${links(shown)}</div>`,
  })
}

/** What can not be changed, with the way to each and the reason. */
export const problemsCard = ({ words, things, counts }: Shown, problems: readonly Problem[]): Html | false => {
  const { text, format } = words
  if (problems.length === 0) return false
  const more =
    counts.refused > problems.length &&
    html`<p class="list-note">${text('bulk.problems.more', { count: format.number(problems.length) })}</p>`
  const table = dataTable<Problem>(words, {
    caption: text('bulk.problems.caption'),
    columns: [
      { header: sentenceUnder(text, `thing.${things.decider.category}`) ?? '', cell: ({ id, name }) => name ?? id },
      {
        header: text('bulk.reason'),
        cell: ({ why }) => why !== null && rejectionSentence(text, why),
        wraps: true,
      },
    ],
    rows: problems,
    href: ({ id, name }) => (name === undefined ? undefined : pathTo(pageOf(things), id)),
    empty: { title: text('bulk.problems.none'), hint: text('bulk.problems.none.hint') },
  })
  return card({ title: text('bulk.problems'), flush: true, body: html`${table}${more}` })
}
