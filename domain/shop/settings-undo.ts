import type { Undo } from '../undo.ts'
import type { settings } from './settings.ts'

export const settingsUndo: Undo<typeof settings> = {
  ChangeSettings: ({ values }, made) => ({
    type: 'ChangeSettings',
    // Settings that it has changed are there, and what they were before could be set.
    data: { values: Object.fromEntries(made.map(({ data: { setting } }) => [setting, values[setting] ?? null])) },
  }),
}
