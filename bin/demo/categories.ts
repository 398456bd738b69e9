import type { InBoth } from './families.ts'

/** What Swiss readers are shown; descriptions and products are still to be translated. */
const swiss: Readonly<Record<string, { readonly fr: string; readonly it: string }>> = {
  kitchen: { fr: 'Cuisine', it: 'Cucina' },
  cookware: { fr: 'Ustensiles de cuisson', it: 'Pentole e padelle' },
  'pots-and-pans': { fr: 'Casseroles et poêles', it: 'Casseruole e padelle' },
  bakeware: { fr: 'Moules', it: 'Stampi da forno' },
  tableware: { fr: 'Vaisselle', it: 'Stoviglie' },
  'coffee-and-tea': { fr: 'Café et thé', it: 'Caffè e tè' },
  home: { fr: 'Maison', it: 'Casa' },
  'home-textiles': { fr: 'Linge de maison', it: 'Tessili per la casa' },
  'bed-linen': { fr: 'Linge de lit', it: 'Biancheria da letto' },
  candles: { fr: 'Bougies et senteurs', it: 'Candele e profumi' },
  garden: { fr: 'Jardin', it: 'Giardino' },
  'garden-tools': { fr: 'Outils de jardin', it: 'Attrezzi da giardino' },
  'hand-tools': { fr: 'Petits outils', it: 'Attrezzi a mano' },
  planters: { fr: 'Pots et jardinières', it: 'Vasi e fioriere' },
  stationery: { fr: 'Papeterie', it: 'Cartoleria' },
  notebooks: { fr: 'Carnets et agendas', it: 'Quaderni e agende' },
  writing: { fr: 'Écrire et offrir', it: 'Scrivere e regalare' },
  outdoor: { fr: 'Plein air', it: 'All’aperto' },
  camping: { fr: 'Camping', it: 'Campeggio' },
  bags: { fr: 'Sacs', it: 'Borse e zaini' },
}

export type Category = {
  readonly key: string
  readonly parent: string | null
  readonly names: InBoth
  readonly description: string
}

/** The demo shop's category tree, parents first. */
export const categories: readonly Category[] = [
  top('kitchen', 'Kitchen', 'Küche', 'Tools and tableware that are used every day and last for decades.'),
  below('kitchen', 'cookware', 'Cookware', 'Kochgeschirr', 'For the hob and the oven.'),
  below('cookware', 'pots-and-pans', 'Pots and pans', 'Töpfe und Pfannen', 'Iron, steel, enamel and ceramic.'),
  below('cookware', 'bakeware', 'Bakeware', 'Backformen', 'Tins, dishes and what else a baker needs.'),
  below('kitchen', 'tableware', 'Tableware', 'Geschirr und Gläser', 'Stoneware and glass, made to be mixed.'),
  below('kitchen', 'coffee-and-tea', 'Coffee and tea', 'Kaffee und Tee', 'From the grinder to the cup.'),
  top('home', 'Home', 'Wohnen', 'Warm, quiet things for every room.'),
  below('home', 'home-textiles', 'Home textiles', 'Heimtextilien', 'Linen, cotton and wool.'),
  below('home-textiles', 'bed-linen', 'Bed linen', 'Bettwäsche', 'Linen and cotton in four calm colours.'),
  below('home', 'candles', 'Candles and scents', 'Kerzen und Düfte', 'Plant wax, brass and glass.'),
  top('garden', 'Garden', 'Garten', 'For beds, balconies and window sills.'),
  below('garden', 'garden-tools', 'Garden tools', 'Gartengeräte', 'Forged steel on handles of ash.'),
  below('garden-tools', 'hand-tools', 'Hand tools', 'Handgeräte', 'Small tools for close work.'),
  below('garden', 'planters', 'Pots and planters', 'Töpfe und Pflanzgefäße', 'Terracotta, zinc and seagrass.'),
  top('stationery', 'Stationery', 'Papeterie', 'Paper that takes ink, and the ink.'),
  below(
    'stationery',
    'notebooks',
    'Notebooks and planners',
    'Notizbücher und Kalender',
    'Sewn, so that they lie flat.',
  ),
  below('stationery', 'writing', 'Writing and giving', 'Schreiben und Schenken', 'Pens, ink, cards and wrapping.'),
  top('outdoor', 'Outdoor', 'Draußen', 'For a day in the hills or a week by the lake.'),
  below('outdoor', 'camping', 'Camping', 'Camping', 'Everything between you and the weather.'),
  below('outdoor', 'bags', 'Bags and rucksacks', 'Taschen und Rucksäcke', 'Canvas and waterproof cloth.'),
]

function top(key: string, en: string, de: string, description: string): Category {
  return { key, parent: null, names: { en, de, ...swiss[key] }, description }
}

function below(parent: string, key: string, en: string, de: string, description: string): Category {
  return { key, parent, names: { en, de, ...swiss[key] }, description }
}

/** The top-level category that a category is in. */
export const departmentOf = (key: string): string => {
  const parent = categories.find(category => category.key === key)?.parent ?? null
  return parent === null ? key : departmentOf(parent)
}
