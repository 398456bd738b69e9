import { catalogue } from '../../api/catalogue.ts'
import { settingsFrom } from '../../projections/shop/settings.ts'
import { loadAssets } from '../../ui/assets.ts'
import type { Child } from '../../ui/html.ts'
import { layout, type Shell } from '../../ui/layout.ts'
import { wordsFor } from '../../ui/words.ts'

export const assets = loadAssets()
export const now = new Date('2026-11-23T16:30:00Z')
export const sampleViewer = {
  id: 'milan',
  name: 'Milan Kraus',
  locale: 'en-GB',
  timeZone: 'UTC',
  may: new Set(catalogue),
} as const
export const words = wordsFor(sampleViewer, now)

/** A page of the shop as the viewer sees it, with what matters overridden. */
export const samplePage = (overrides: Partial<Shell>, body: Child): string =>
  layout(
    {
      title: 'Sample',
      viewer: sampleViewer,
      nav: 'orders',
      words,
      freshness: { state: 'live', parked: 0, behindSeconds: 0, lost: [] },
      asset: assets.url,
      settings: settingsFrom([]),
      ...overrides,
    },
    body,
  ).markup
