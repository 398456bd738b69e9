import { type Html, html } from '../html.ts'

// Drawn on a 24 × 24 grid with a round 1.75 stroke; the colour is the text's.
const paths = {
  dashboard: 'M4 13h6V4H4zM14 20h6v-9h-6zM14 7h6V4h-6zM4 20h6v-3H4z',
  orders: 'M6 3v18l2-1.5 2 1.5 2-1.5 2 1.5 2-1.5 2 1.5V3zM9 8h6M9 12h6M9 16h4',
  drafts: 'M5 3h9l5 5v4M14 3v5h5M5 3v18h6M8.5 12h5M8.5 16h3M14 20l6-6 1.5 1.5-6 6H14z',
  orderMentions: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M16 8v5a2.5 2.5 0 0 0 5 0v-1a9 9 0 1 0-4 7.5',
  orderMatrix: 'M4 4h16v16H4zM4 10h16M4 15h16M10 4v16',
  orderProcesses: 'M4 4h6v5H4zM14 4h6v5h-6zM9 15h6v5H9zM10 6.5h4M17 9v3l-5 3',
  returns: 'M8 5 4 9l4 4M4 9h10a6 6 0 0 1 0 12h-3',
  products: 'M12 3 4 7v10l8 4 8-4V7zM4 7l8 4 8-4M12 11v10M8 5l8 4',
  categories: 'M4 5h6l2 2h8v12H4zM8 12h8M8 15h5',
  stock: 'M3 9 12 4l9 5v11h-4v-7H7v7H3zM7 16.5h10M7 20h10',
  warehouses: 'M3 21V9l9-5 9 5v12M7 21v-8h10v8M7 17h10',
  firstSteps: 'M4 6.5l1.5 1.5L8 5M4 12.5l1.5 1.5L8 11M4 18.5l1.5 1.5L8 17M12 6.5h8M12 12.5h8M12 18.5h8',
  stores:
    'M4 9l1.5-5h13L20 9M4 9a2.7 2.7 0 0 0 5.3 0 2.7 2.7 0 0 0 5.4 0A2.7 2.7 0 0 0 20 9M5 11.5V20h14v-8.5M10 20v-5h4v5',
  transfers: 'M3 8h14l-3.5-3.5M21 16H7l3.5 3.5',
  shipOrders: 'M3 7h11v10H3zM14 10h4l3 3v4h-7zM6 19.5a1.5 1.5 0 1 0 3 0M16 19.5a1.5 1.5 0 1 0 3 0',
  picking: 'M4 8h16l-1.5 12h-13zM8 8V6a4 4 0 0 1 8 0v2M9 14l2 2 4-4',
  stockTakings: 'M6 4h12v17H6zM9 4V2.5h6V4M9 11l1.5 1.5L13 10M9 16.5h6',
  paymentMethods: 'M3 6h18v12H3zM3 10h18M6.5 14.5h4',
  payments: 'M3 7h18v10H3zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M6 10v4M18 10v4',
  taxRates: 'M5 19 19 5M7.5 10a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M16.5 19a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5',
  taxSets: 'M5 3h14v18H5zM8.5 15.5l7-7M9.5 10a1 1 0 1 0 0-2 1 1 0 0 0 0 2M14.5 16a1 1 0 1 0 0-2 1 1 0 0 0 0 2',
  carriers: 'M3 6h11v10H3zM14 10h4l3 3v3h-7M7.5 19.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4M17 19.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  deliveryMethods: 'M4 9l8-4 8 4-8 4zM4 9v8l8 4 8-4V9M12 13v8M15 15.5l2.5-1.2',
  numberRanges: 'M9.5 4 7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16',
  customers:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M3 20c0-3.5 2.5-6 6-6s6 2.5 6 6M16 4.5a3.3 3.3 0 0 1 0 6M17.5 14.5c2.2.8 3.5 2.8 3.5 5.5',
  activity: 'M12 21a9 9 0 1 0-8.5-6M3 20v-5h5M12 7v5l3 2',
  asOf: 'M12 21a9 9 0 1 1 9-9M12 7v5l3 2M17 17l4 4M21 17l-4 4',
  events: 'M4 5h4v4H4zM4 15h4v4H4zM12 7h8M12 17h8M6 9v6',
  proof: 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM9 12l2 2 4-4',
  projections:
    'M12 9c4.4 0 8-1.3 8-3s-3.6-3-8-3-8 1.3-8 3 3.6 3 8 3M4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3',
  roles: 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM9 11h6M12 8v6',
  groups: 'M8 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6M16 10a3 3 0 1 0 0-6M3 19c0-3 2-5 5-5s5 2 5 5M15 14c3 0 5 2 5 5',
  identityProviders: 'M10 14a5 5 0 1 1 3.5-1.5L21 20v-3M17 16l3 3M7.5 10.5v.1',
  rights: 'M4 5h16v14H4zM4 10h16M4 15h16M10 5v14M15 5v14',
  settings:
    'M4 7h9M19 7h1M4 17h1M11 17h9M16 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M8 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5',
  configuration:
    'M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M5.6 18.4l2.1-2.1M16.3 7.7l2.1-2.1',
  users: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21c0-4 3.5-7 8-7s8 3 8 7',
  apiKeys: 'M8 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8M12 12h9M17 12v4M20 12v3',
  ownKeys: 'M7 12a3 3 0 1 0 0-6 3 3 0 0 0 0 6M10 9h10M15 9v4M19 9v3M4 19h16',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14M20 20l-4-4',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  up: 'M6 15l6-6 6 6',
  down: 'M6 9l6 6 6-6',
  left: 'M14 6l-6 6 6 6',
  right: 'M10 6l6 6-6 6',
  first: 'M17 6l-6 6 6 6M7 6v12',
  last: 'M7 6l6 6-6 6M17 6v12',
  warning: 'M12 4 2.5 20h19zM12 10v4M12 17v.2',
  folder: 'M4 5h6l2 2h8v12H4z',
  local: 'M4 5h16v11H4zM9 20h6M12 16v4',
} as const

export type IconName = keyof typeof paths

const drawn = new Map<string, Html>(
  Object.entries(paths).map(([name, path]) => [
    name,
    html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="${path}"/></svg>`,
  ]),
)

/** An inline icon; decoration only, so whatever it means stands beside it in words. */
export const icon = (name: IconName): Html => drawn.get(name) ?? html``
