import { draft } from '../orders/draft.ts'
import { draftSubject } from '../orders/draft-saving.ts'
import { type Process, send } from './process.ts'

/**
 * The order of a draft closes it, where the server broke down before the draft itself could say that it was placed. The key of
 * what it said of a guest goes then: the order has it under its own. So it does where nobody has gone on with it for long.
 */
export const closeDrafts: Process = {
  name: 'close-drafts',
  on: {
    OrderPlaced: ({ id, data }) =>
      data.draft === true ? [send(draft, id, 'CloseDraft', { customer: data.customer })] : [],
    DraftPlaced: ({ id }) => [{ destroyKey: draftSubject(id, null) }],
    DraftErased: ({ id }) => [{ destroyKey: draftSubject(id, null) }],
  },
}
