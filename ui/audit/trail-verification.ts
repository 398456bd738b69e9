import type { KeyCheck, TrailFault, TrailVerified } from '../../api/auditing.ts'
import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'

const sum = (counts: TrailVerified['sealed']): number => Object.values(counts).reduce((all, count) => all + count, 0)

const rowsText = ({ text, format }: Words, fault: TrailFault & { kind: 'rows' }): string => {
  const { table, why, after, last, sealed, found, sealedAt } = fault
  const range = { from: format.number(after + 1), to: format.number(last), at: format.exactly(new Date(sealedAt)) }
  const where = { table: text(`proof.trail.${table}`), ...range }
  return why === 'changed'
    ? text('proof.trail.changed', where)
    : text(`proof.trail.${why}`, { ...where, count: Math.abs(sealed - found) })
}

/** Something of the trail that is not as it was sealed, as a sentence. */
export const trailFaultText = (words: Words, fault: TrailFault): string => {
  const { text, format } = words
  if (fault.kind === 'rows') return rowsText(words, fault)
  if (fault.kind === 'late') {
    const { table, count, first, sealedAt } = fault
    const at = format.exactly(new Date(sealedAt))
    return text('proof.trail.late', { table: text(`proof.trail.${table}`), count, from: format.number(first), at })
  }
  const number = format.number(fault.number)
  if (fault.kind === 'book') return text(`proof.trail.book.${fault.why}`, { number })
  return text(`proof.trail.seal.${fault.why}`, { number, publicKey: fault.publicKey })
}

const listed = ({ text, format }: Words, sentences: readonly string[], faulty: number): Html => {
  const more = faulty - sentences.length
  const rest = more > 0 && html`<li>${text('proof.trail.more', { count: format.number(more) })}</li>`
  return html`<ul>${sentences.map(sentence => html`<li>${sentence}</li>`)}${rest}</ul>`
}

/** What was found of looks, exports and verifications; nothing where there is none. */
export const trailResult = (words: Words, { since, sealed, unsealed, faulty, first }: TrailVerified): Html | false => {
  const { text, format } = words
  if (faulty > 0) {
    const sentences = first.map(fault => trailFaultText(words, fault))
    return html`<p>${text('proof.trail.bad', { count: faulty })}</p>${listed(words, sentences, faulty)}`
  }
  const open = sum(unsealed)
  if (since === null) return open > 0 && html`<p>${text('proof.trail.none', { unsealed: open })}</p>`
  const at = format.exactly(new Date(since))
  return html`<p>${text('proof.trail.good', { sealed: format.number(sum(sealed)), unsealed: open, since: at })}</p>`
}

/** Whether everybody of whom the log holds personal data has a key, or was erased. */
export const keysResult = (words: Words, { subjects, faulty, first }: KeyCheck): Html => {
  const { text, format } = words
  const count = format.number(subjects)
  if (faulty === 0) return html`<p>${text('proof.keys.good', { count })}</p>`
  const sentences = first.map(({ subject, why }) => text(`proof.keys.${why}`, { subject }))
  return html`<p>${text('proof.keys.bad', { count, faulty: format.number(faulty) })}</p>${listed(words, sentences, faulty)}`
}
