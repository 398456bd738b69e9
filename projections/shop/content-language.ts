import type { Kysely } from 'kysely'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { readSettings } from './settings.ts'

/** The language that every name of the shop is in, as rules know it from `contentLanguage`. */
export const readContentLanguage = async (viewer: Viewer, db: Kysely<Database>): Promise<string> =>
  (await readSettings(viewer, db)).of('contentLanguage')
