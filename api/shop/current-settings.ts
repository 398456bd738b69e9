import type { Viewer } from '../../domain/viewer.ts'
import { readSettings, type ShopSettings, settingsFrom } from '../../projections/shop/settings.ts'
import type { ServerDependencies } from '../server-dependencies.ts'

type Reading = Pick<ServerDependencies, 'readSide' | 'clock'>
type Known = { readonly until: number; readonly settings: Promise<ShopSettings>; readonly last: ShopSettings }

/** Settings are read anew after so long; what another server has changed just now holds here from then on. */
const FRESH_MS = 5_000

const nothingSet = settingsFrom([])
const remembered = new WeakMap<object, Known>()

// Settings are everybody's: every page is drawn with some of them.
const reader: Pick<Viewer, 'id'> = { id: 'settings' }

/** The settings as they were last read, without asking. */
export const knownSettings = ({ readSide }: Pick<Reading, 'readSide'>): ShopSettings =>
  remembered.get(readSide)?.last ?? nothingSet

/**
 * The settings as they are, asked for once in a while and not for each page. Where they can not be read they are as they were:
 * what a page says of that matters more.
 */
export const currentSettings = ({ readSide, clock }: Reading, isAnew = false): Promise<ShopSettings> => {
  const [known, now] = [remembered.get(readSide), clock().getTime()]
  if (known !== undefined && now < known.until && !isAnew) return known.settings
  const last = known?.last ?? nothingSet
  const settings = readSettings(reader as Viewer, readSide.queries()).then(
    read => {
      remembered.set(readSide, { until: now + FRESH_MS, settings, last: read })
      return read
    },
    () => {
      remembered.delete(readSide)
      return last
    },
  )
  remembered.set(readSide, { until: now + FRESH_MS, settings, last })
  return settings
}

/** They may be others now: whoever needs them next asks anew. */
export const forgetSettings = ({ readSide }: Pick<Reading, 'readSide'>): void => {
  const known = remembered.get(readSide)
  if (known !== undefined) remembered.set(readSide, { ...known, until: 0 })
}
