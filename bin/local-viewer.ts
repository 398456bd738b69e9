import { catalogue } from '../api/catalogue.ts'
import type { Viewer } from '../domain/viewer.ts'

/** Whoever runs the command line, with every right; specs that are not about signing in look at pages as this one. */
export const localViewer: Viewer = {
  id: 'local',
  name: 'Local session',
  locale: 'en-GB',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  may: new Set(catalogue),
}
