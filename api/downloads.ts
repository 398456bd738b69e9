/** A file that auditors take along, with its path below `/api`. */
export type Download = { readonly path: string; readonly summary: string; readonly type: string }

/** Every such file. A spec holds that the server answers them. */
export const downloads: readonly Download[] = [
  { path: '/events/export.csv', summary: 'Export events as CSV, by the filters of the list', type: 'text/csv' },
  {
    path: '/events/export.ndjson',
    summary: 'Export events as JSON lines, by the filters of the list',
    type: 'application/x-ndjson',
  },
  { path: '/exports/:id', summary: 'The signed manifest of an export', type: 'application/json' },
  { path: '/events/:id/proof', summary: 'The inclusion proof of an event', type: 'application/json' },
]
