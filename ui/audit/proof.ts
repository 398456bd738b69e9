import type { SealStatus } from '../../api/auditing.ts'
import type { Page, View } from '../../api/page.ts'
import type { AuditContext } from '../../api/special-pages.ts'
import { card, type Definition, definitions } from '../components/card.ts'
import { commandButton } from '../components/form.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { liveRegion } from '../kit/live-region.ts'
import { sealNotice } from '../seal-notice.ts'
import { type Words, wordsFor } from '../words.ts'
import { dueText } from './seal-due.ts'
import { verificationsCard } from './verification.ts'

const lastSeal = (words: Words, { last }: SealStatus): Definition[] => {
  const { text, format } = words
  if (last === undefined) return [{ term: text('proof.last'), value: text('proof.last.none') }]
  return [
    { term: text('proof.last'), value: text('proof.last.number', { number: format.number(last.number) }) },
    { term: text('proof.last.at'), value: moment(words, last.at) },
    { term: text('proof.link'), value: html`<span class="mono">${last.link}</span>` },
    { term: text('proof.key.id'), value: html`<span class="mono">${last.keyId}</span>` },
  ]
}

const sealsCard = (words: Words, status: SealStatus): Html => {
  const { text, format } = words
  const { count, isCapped } = status.unsealed
  const body = definitions([
    { term: text('proof.sealed'), value: format.number(status.sealed) },
    {
      term: text('proof.unsealed'),
      value: isCapped ? text('proof.unsealed.capped', { count }) : format.number(count),
    },
    { term: text('proof.due.title'), value: dueText(words, status.due, status.unsealed) },
    ...lastSeal(words, status),
    ...(status.trail.at === undefined
      ? []
      : [{ term: text('proof.trail.last'), value: moment(words, status.trail.at) }]),
    { term: text('proof.trail.next'), value: text('proof.trail.due', { by: format.exactly(status.trail.by) }) },
    {
      term: text('proof.key'),
      value: html`<span class="mono">${status.publicKey}</span> <span class="quiet">${text('proof.key.hint')}</span>`,
    },
  ])
  return card({ title: text('proof.seals'), body })
}

const actionsOf = ({ text }: Words, { past, viewer }: AuditContext): Html => {
  // In a shop of the past nothing is started.
  const isLiving = past === undefined
  const verify =
    isLiving && commandButton({ action: '/api/verifications', label: text('proof.verify'), kind: 'primary' })
  const seal =
    isLiving &&
    viewer.may.has('operations:write') &&
    commandButton({ action: '/api/seals', label: text('proof.seal.now') })
  const links = [
    linkButton({ label: text('proof.exports'), href: '/exports', kind: 'plain' }),
    linkButton({ label: text('proof.access'), href: '/access', kind: 'plain' }),
  ]
  return html`${links}${seal}${verify}`
}

const view = async (context: AuditContext): Promise<View> => {
  const { viewer, now, auditing } = context
  const words = wordsFor(viewer, now)
  const [seals, verifications] = await Promise.all([auditing.sealStatus(), auditing.verifications()])
  const title = words.text('proof.title')
  const region = html`${sealNotice(words, seals)}${verificationsCard(words, verifications)}${sealsCard(words, seals)}`
  const head = pageHead({ title, actions: actionsOf(words, context) })
  const intro = html`<p class="quiet">${words.text('proof.intro')}</p>`
  const body = html`${head}<div id="problem"></div>${intro}${liveRegion('/proof', region)}`
  return { title, body, region }
}

/** That the log is what it was: its seals, and verifications of all of it. */
export const proofPage: Page<AuditContext> = {
  path: '/proof',
  may: 'audit:read',
  isWhole: true,
  isLive: true,
  audited: 'view',
  view,
}
