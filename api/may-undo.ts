import { isRejection } from '../domain/decider.ts'
import { spelled } from '../domain/shared/id.ts'
import type { Viewer } from '../domain/viewer.ts'
import type { Undoable } from './flash.ts'
import { guardStores } from './guard-stores.ts'
import { Forbidden } from './permission.ts'
import type { ServerDependencies } from './server-dependencies.ts'

type Asking = Pick<ServerDependencies, 'commands' | 'findUndo' | 'storeOf' | 'clock'>

/** Whether somebody may send what takes a command back. */
const ask = async (deps: Asking, viewer: Viewer, { category, id, revision }: Undoable): Promise<boolean> => {
  const routes = deps.commands.filter(({ decider }) => decider.category === category)
  const [first] = routes
  if (first === undefined) return false
  // Whoever may send any of them does not have to wait until it is known which.
  if (viewer.within === undefined && routes.every(({ may }) => viewer.may.has(may))) return true
  const thing = (first.decider.spelling ?? spelled)(id)
  const command = await deps.findUndo({ decider: first.decider, id: thing, revision })
  // Why there is no way back is told to whoever asks for it.
  if (isRejection(command)) return true
  const route = routes.find(route => route.command === command.type)
  if (route === undefined || !viewer.may.has(route.may)) return false
  return (await guardStores(deps, viewer, route, command)) === undefined
}

/** The same. What has been done has been done: where it can not be known, there is no button. */
export const mayUndo = async (
  deps: Asking,
  viewer: Viewer,
  undo: Undoable,
  onError: (error: unknown) => void,
): Promise<boolean> => {
  try {
    return await ask(deps, viewer, undo)
  } catch (error) {
    if (!(error instanceof Forbidden)) onError(error)
    return false
  }
}
