import type { Kysely } from 'kysely'
import { FIRST_LANGUAGE } from '../../domain/shared/locale.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'

/** The language that every name of the shop is in, as rules know it from `contentLanguage`. */
export const readContentLanguage = async (_viewer: Viewer, _db: Kysely<Database>): Promise<string> => FIRST_LANGUAGE
