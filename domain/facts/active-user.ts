import { fact } from '../decider.ts'
import { user } from '../people/user.ts'

/** Whether there is such a user, who can come in. */
export const activeUser = fact(user, ({ status }) => status === 'active')
