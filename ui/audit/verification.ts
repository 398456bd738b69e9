import type { ListedVerification, Mismatch, ShopVerified, Verified } from '../../api/auditing.ts'
import { badge } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { eventHref } from '../components/history.ts'
import { type Column, dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { positionText } from './position.ts'
import { keysResult, trailResult } from './trail-verification.ts'

/** The first thing that does not match, as a sentence. */
export const mismatchText = ({ text, format }: Words, mismatch: Mismatch): string => {
  if (mismatch.kind === 'gap') return text('proof.gap', { position: positionText(mismatch.position) })
  if (mismatch.kind === 'book') return text(`proof.book.${mismatch.why}`, { number: format.number(mismatch.number) })
  if (mismatch.kind === 'cut')
    return text('proof.cut', {
      stream: mismatch.stream,
      why: text(`projections.cut.${mismatch.why}`),
      others: mismatch.count - 1,
    })
  if (mismatch.kind === 'seal') {
    const { number, publicKey, why } = mismatch
    return text(`proof.seal.${why}`, { number: format.number(number), publicKey })
  }
  const { why, index, stream, revision } = mismatch
  return text(`proof.${why}`, { event: text('proof.event', { revision, stream }), index: format.number(index) })
}

/** An event that is not there has no page. */
const eventLink = ({ text }: Words, mismatch: Mismatch): Html | false =>
  mismatch.kind === 'event' &&
  mismatch.position !== null &&
  html` <a href="${eventHref(mismatch.eventId)}">${text('proof.event.open')}</a>`

/** What was found of the log, with a link to the first event that does not match. */
const logResult = (words: Words, { events, sealed, unsealed, unrecorded = 0, mismatch }: Verified): Html => {
  const { text, format } = words
  const [all, proven] = [format.number(events), format.number(sealed)]
  if (mismatch === undefined && sealed === 0) return html`${text('proof.none', { events: all })}`
  if (mismatch === undefined)
    return html`${text('proof.good', { events: all, sealed: proven, unsealed })} ${unrecorded > 0 && text('proof.unrecorded', { count: format.number(unrecorded) })}`
  const said = text('proof.bad', { sentence: mismatchText(words, mismatch), sealed: proven })
  return html`${said}${eventLink(words, mismatch)}`
}

/** What a verification has found. */
export const resultText = (words: Words, result: ShopVerified): Html => {
  const { keys, trail } = result
  if (keys === undefined || trail === undefined)
    return html`${logResult(words, result)} <span class="quiet">${words.text('proof.uncovered')}</span>`
  return html`${logResult(words, result)}${trailResult(words, trail)}${keysResult(words, keys)}`
}

const hasFault = ({ mismatch, keys, trail }: ShopVerified): boolean =>
  mismatch !== undefined || (keys?.faulty ?? 0) > 0 || (trail?.faulty ?? 0) > 0

const stateBadge = ({ text }: Words, { state, result }: ListedVerification): Html => {
  if (state === 'done' && result !== null && hasFault(result)) return badge(text('proof.state.mismatch'), 'bad')
  if (state === 'done' && result?.sealed === 0) return badge(text('proof.state.unsealed'), 'warn')
  const tone = { waiting: 'neutral', running: 'info', done: 'good', failed: 'bad' } as const
  return badge(text(`proof.state.${state}`), tone[state])
}

const outcome = (words: Words, { state, progress, result, error }: ListedVerification): Html => {
  const { text, format } = words
  if (result !== null) return resultText(words, result)
  if (error !== null) return html`${text('proof.failed', { error })}`
  if (state !== 'running' || progress === null) return html``
  const { percent, events } = progress
  const label = text('proof.progress.label', { percent })
  return html`<progress max="100" value="${percent}" aria-label="${label}"></progress> <span class="quiet">${text('proof.progress', { percent, events: format.number(events) })}</span>`
}

const tookText = ({ text, format }: Words, { startedAt, finishedAt }: ListedVerification): string =>
  startedAt === null || finishedAt === null
    ? ''
    : text('jobs.took.seconds', {
        seconds: format.number(Math.round((finishedAt.getTime() - startedAt.getTime()) / 100) / 10),
      })

/** Verifications, those that run with how far they are, those that have ended with what they found. */
export const verificationsCard = (words: Words, rows: readonly ListedVerification[]): Html => {
  const { text } = words
  const columns: Column<ListedVerification>[] = [
    { header: text('proof.asked'), cell: ({ askedAt }) => moment(words, askedAt), quiet: true },
    { header: text('proof.state'), cell: row => stateBadge(words, row) },
    { header: text('proof.result'), cell: row => outcome(words, row), wraps: true },
    { header: text('proof.took'), cell: row => tookText(words, row), align: 'end' },
    { header: text('proof.by'), cell: ({ askedBy }) => askedBy, quiet: true },
  ]
  const empty = { title: text('proof.empty.title'), hint: text('proof.empty.hint') }
  const body = dataTable(words, { caption: text('proof.caption'), columns, rows, empty })
  return card({ title: text('proof.verifications'), flush: true, body })
}
