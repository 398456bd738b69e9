import type { Kysely } from 'kysely'
import type { Viewer } from '../domain/viewer.ts'
import type { Database } from '../projections/database.ts'
import { hidePersonal } from '../projections/engine/store/hide-personal.ts'
import { customerTables } from '../projections/index.ts'
import { hiddenFrom } from './hidden-personal.ts'
import type { ServerDependencies } from './server-dependencies.ts'

/** The read tables as a viewer may see them. */
export const queriesFor = ({ readSide }: Pick<ServerDependencies, 'readSide'>, viewer: Viewer): Kysely<Database> => {
  const word = hiddenFrom(viewer)
  return word === undefined ? readSide.queries() : readSide.queries().withPlugin(hidePersonal(customerTables, word))
}
