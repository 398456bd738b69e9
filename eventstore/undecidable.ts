import { type Rejection, reject } from '../domain/decider.ts'
import { PersonalUnreadable } from '../domain/shared/personal.ts'
import { HistoryCut } from './event-store.ts'
import { SubjectErased } from './vault/seal.ts'

/** Why nothing can be decided on a stream, where an error says that; undefined for any other. */
export const undecidable = (error: unknown): Rejection | undefined => {
  if (error instanceof HistoryCut) return reject('conflict', 'HistoryCut', { stream: error.stream })
  if (error instanceof SubjectErased) return reject('conflict', 'SubjectErased')
  if (error instanceof PersonalUnreadable) return reject('conflict', 'PersonalUnreadable')
  return undefined
}
