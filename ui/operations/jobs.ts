import type { ModelJobRow as Job } from '../../api/operator.ts'
import { badge, type Tone } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { commandButton } from '../components/form.ts'
import { type Column, dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Child, type Html, html } from '../html.ts'
import type { Words } from '../words.ts'

const TONE: Readonly<Record<Job['state'], Tone>> = {
  waiting: 'neutral',
  running: 'info',
  done: 'good',
  failed: 'bad',
  cancelled: 'neutral',
}

const commit = (token: string): number => Number(token.split('-')[0])

/** How far along the log it is, 0 to 1: positions are no counts in every engine, but their share means the same. */
const shareOf = ({ progress }: Job): number =>
  progress === null || commit(progress.head) === 0 ? 0 : Math.min(1, commit(progress.position) / commit(progress.head))

const leftText = ({ text }: Words, job: Job, now: Date): string => {
  const share = shareOf(job)
  if (job.startedAt === null || share === 0 || share === 1) return ''
  const elapsed = (now.getTime() - job.startedAt.getTime()) / 1_000
  return `, ${text('jobs.progress.left', { seconds: Math.ceil((elapsed * (1 - share)) / share) })}`
}

const progressText = (words: Words, job: Job, now: Date): Html => {
  const { text, format } = words
  const { progress, model } = job
  if (progress === null) return html``
  const percent = Math.floor(shareOf(job) * 100)
  const [events, rate] = [format.number(progress.events), format.number(progress.perSecond)]
  const label = text('jobs.progress.label', { model, percent })
  const said = text('jobs.progress.text', { percent, events, rate })
  return html`<progress max="100" value="${percent}" aria-label="${label}"></progress> <span class="quiet">${said}${leftText(words, job, now)}</span>`
}

const stateText = ({ text }: Words, { state, isCancelled, progress }: Job): Html => {
  if (state !== 'running') return badge(text(`jobs.state.${state}`), TONE[state])
  if (isCancelled) return badge(text('jobs.cancelling'), 'warn')
  return badge(progress === null ? text('jobs.state.running') : text(`jobs.stage.${progress.stage}`), 'info')
}

/** How many rows differ from those that were read. */
export const differenceText = ({ text }: Words, { comparison }: Job): string | undefined => {
  if (comparison === null) return undefined
  const count = comparison.tables.reduce((sum, { different }) => sum + different, 0)
  return count === 0 ? text('jobs.result.equal') : text('jobs.result.different', { count })
}

const resultText = (words: Words, job: Job): string => {
  const { kind, state, generation, error } = job
  if (state === 'failed') return error ?? ''
  const read =
    state === 'done' && kind !== 'dry run' && generation !== null
      ? words.text('jobs.result.generation', { generation })
      : undefined
  return [read, differenceText(words, job)].filter(part => part !== undefined).join(', ')
}

const tookText = ({ text, format }: Words, { startedAt, finishedAt }: Job): string =>
  startedAt === null || finishedAt === null
    ? ''
    : text('jobs.took.seconds', {
        seconds: format.number(Math.round((finishedAt.getTime() - startedAt.getTime()) / 100) / 10),
      })

const buttons = ({ text }: Words, job: Job): Child => {
  if (job.state === 'waiting' || job.state === 'running')
    return commandButton({ action: `/api/projection-jobs/${job.id}/cancellation`, label: text('projections.cancel') })
  if (job.state !== 'cancelled' && job.state !== 'failed') return undefined
  return commandButton({
    action: `/api/projections/${job.model}/jobs`,
    label: text('projections.resume'),
    values: { kind: job.kind },
  })
}

type JobsCard = {
  readonly jobs: readonly Job[]
  readonly now: Date
  /** The viewer may cancel and go on. */
  readonly isOperable: boolean
}

/** What was asked for and what became of it, newest first. Only the newest of a read model can be gone on with. */
export const jobsCard = (words: Words, { jobs, now, isOperable }: JobsCard): Html => {
  const { text } = words
  const newest = new Map(jobs.toReversed().map(job => [job.model, job.id]))
  const columns: Column<Job>[] = [
    { header: text('jobs.model'), cell: ({ model }) => model, mono: true },
    { header: text('jobs.kind'), cell: ({ kind }) => text(`jobs.kind.${kind}`) },
    { header: text('jobs.state'), cell: job => stateText(words, job) },
    { header: text('jobs.progress'), cell: job => job.state === 'running' && progressText(words, job, now) },
    { header: text('jobs.result'), cell: job => resultText(words, job) },
    { header: text('jobs.took'), cell: job => tookText(words, job), align: 'end' },
    { header: text('jobs.asked'), cell: ({ askedAt }) => moment(words, askedAt), quiet: true },
    { header: text('jobs.by'), cell: ({ askedBy }) => askedBy, quiet: true },
    {
      header: text('jobs.actions'),
      cell: job => isOperable && newest.get(job.model) === job.id && buttons(words, job),
    },
  ]
  const empty = { title: text('jobs.empty.title'), hint: text('jobs.empty.hint') }
  const table = dataTable(words, {
    caption: text('jobs.caption'),
    columns,
    rows: jobs,
    href: ({ model }) => `/projections/${model}`,
    empty,
  })
  return card({ title: text('jobs.title'), flush: true, body: table })
}
