import type { EventProof, SealStatus } from '../../api/auditing.ts'
import { pathTo } from '../../api/commands.ts'
import type { Page, View } from '../../api/page.ts'
import type { AuditContext } from '../../api/special-pages.ts'
import { readEventPosition } from '../../projections/audit/event.ts'
import { card, definitions } from '../components/card.ts'
import { eventSentence } from '../components/event-sentence.ts'
import { commandButton } from '../components/form.ts'
import { eventHref } from '../components/history.ts'
import { notice } from '../components/notice.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { sealNotice } from '../seal-notice.ts'
import { type Words, wordsFor } from '../words.ts'
import { dueText } from './seal-due.ts'

/** Where the proof of an event is shown, or when there will be one. */
export const eventProofHref = (id: string): string => pathTo('/events/:id/proof', id)

const mono = (text: string): Html => html`<span class="mono">${text}</span>`

const provenCard = (words: Words, { index, header, signature, publicKey }: EventProof, id: string): Html => {
  const { text, format } = words
  const body = definitions([
    { term: text('proof.place'), value: format.number(index) },
    { term: text('proof.seal'), value: text('proof.last.number', { number: format.number(header.number) }) },
    { term: text('proof.last.at'), value: moment(words, new Date(header.sealedAt)) },
    { term: text('proof.root'), value: mono(header.root) },
    { term: text('proof.signature'), value: mono(signature) },
    { term: text('proof.key'), value: mono(publicKey) },
  ])
  return card({
    title: text('proof.proven'),
    aside: linkButton({ label: text('proof.take'), href: `/api${eventHref(id)}/proof` }),
    body: html`<div class="stack"><p>${text('proof.proven.hint')}</p>${body}</div>`,
  })
}

const waitingNotice = (words: Words, { due, unsealed }: SealStatus, id: string, maySeal: boolean): Html => {
  const seal = maySeal && commandButton({ action: `/api${eventHref(id)}/seal`, label: words.text('proof.seal.now') })
  return notice({
    tone: 'info',
    body: html`<p>${words.text('proof.waits')} ${dueText(words, due, unsealed)}</p>${seal}`,
  })
}

const shownOf = async (words: Words, { auditing, viewer, past }: AuditContext, id: string): Promise<Html> => {
  const found = await auditing.proofOf(id)
  if (found.kind === 'proven') return provenCard(words, found.proof, id)
  if (found.kind === 'not as sealed') return notice({ tone: 'bad', body: words.text('problem.detail.notAsSealed') })
  const status = await auditing.sealStatus()
  // In a shop of the past nothing is started.
  const maySeal = past === undefined && viewer.may.has('operations:write')
  return html`${sealNotice(words, status)}${waitingNotice(words, status, id, maySeal)}`
}

const view = async (context: AuditContext): Promise<View | undefined> => {
  const { viewer, now, db, params } = context
  const { id = '' } = params
  const position = await readEventPosition(viewer, db, id)
  const story = position === undefined ? undefined : await context.event(position)
  if (story?.entry.eventId !== id) return undefined
  const words = wordsFor(viewer, now)
  const shown = await shownOf(words, context, id)
  const title = words.text('proof.of')
  const open = linkButton({ label: words.text('proof.event.open'), href: eventHref(id) })
  const head = pageHead({ title, meta: eventSentence(words, story.entry), actions: open })
  return { title, body: html`${head}<div id="problem"></div>${shown}` }
}

/** That an event is in the sealed log, or when it will be. */
export const eventProofPage: Page<AuditContext> = {
  path: '/events/:id/proof',
  may: 'audit:read',
  audited: 'view',
  view,
}
