/** The page of what a search found. */
export const find = {
  'find.title': 'Search',
  'find.for': 'Results for “{query}”',
  'find.recent': 'Opened lately',
  'find.commands': 'Commands',
  'find.pages': 'Pages',
  'find.orders': 'Orders',
  'find.products': 'Products',
  'find.customers': 'Customers',
  'find.alike': '{title}, spelt alike',
  'find.all': 'Show all {count}',
  'find.all.capped': 'Show more than {count}',
  'find.none': 'Nothing found',
  'find.none.hint':
    'Try an order number, a SKU, a name or an e-mail address. Every word has to begin a word of what you look for.',
  'find.start': 'What are you looking for?',
  'find.start.hint': 'An order or customer number, a SKU, a name, an e-mail address, a page, or what you want to do.',
} as const
