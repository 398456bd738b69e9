import type { Viewer } from '../domain/viewer.ts'
import { textFor } from './text/text.ts'

/** Whether a viewer may see who people are: names, addresses, and what was written about them. */
export const seesPersonal = ({ may }: Pick<Viewer, 'may'>): boolean => may.has('customer:personal')

/** What stands in the place of what is personal for a viewer who may not see that; undefined for everybody else. */
export const hiddenFrom = (viewer: Viewer): string | undefined =>
  seesPersonal(viewer) ? undefined : textFor(viewer.locale)('personal.hidden')
