import type { SealStatus } from '../api/auditing.ts'
import { notice } from './components/notice.ts'
import { type Html, html } from './html.ts'
import type { Words } from './words.ts'

/** Says that the seals of the database are not those that were made here; nothing where they are. */
export const sealNotice = ({ text, format }: Words, { differs, trail }: SealStatus): Html => {
  const ofLog = differs && text(`proof.differs.${differs.why}`, { made: format.number(differs.made) })
  const ofTrail =
    trail.differs && text(`proof.trail.differs.${trail.differs.why}`, { made: format.number(trail.differs.made) })
  return html`${[ofLog, ofTrail].map(body => body !== undefined && notice({ tone: 'bad', body }))}`
}
