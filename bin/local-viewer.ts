import { catalogue } from '../api/catalogue.ts'
import type { Viewer } from '../domain/viewer.ts'

/** Until there is sign-in: whoever sits at this machine, with every right. The server listens to this machine only. */
export const localViewer: Viewer = {
  id: 'local',
  name: 'Local session',
  locale: 'en-GB',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  may: new Set(catalogue),
}
