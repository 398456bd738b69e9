import type { Locale } from '../domain/shared/locale.ts'
import type { Viewer } from '../domain/viewer.ts'

/** The language in which a viewer reads the names of the shop's own things. */
export const contentLocale = ({ locale }: Pick<Viewer, 'locale'>): Locale => (locale.startsWith('de') ? 'de' : 'en')
