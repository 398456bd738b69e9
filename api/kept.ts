import type { Viewer } from '../domain/viewer.ts'
import { maySeeOf } from './seen-events.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import type { Thing } from './stream-history.ts'

/** Whether a thing that a viewer may see is in the log, but some read model can not show it. */
export const isKept = async (
  { readSide, storeOf }: Pick<ServerDependencies, 'readSide' | 'storeOf'>,
  viewer: Viewer,
  thing: Thing,
): Promise<boolean> =>
  (await readSide.isParked(thing)) && maySeeOf(viewer, thing.category, await storeOf(thing.category, thing.id))
