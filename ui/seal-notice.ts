import type { SealStatus } from '../api/auditing.ts'
import { notice } from './components/notice.ts'
import type { Html } from './html.ts'
import type { Words } from './words.ts'

/** Says that the seals of the database are not those that were made here; nothing where they are. */
export const sealNotice = ({ text, format }: Words, { differs }: SealStatus): Html | undefined =>
  differs && notice({ tone: 'bad', body: text(`proof.differs.${differs.why}`, { made: format.number(differs.made) }) })
