/** A name in the languages of the demo shop. */
export type InBoth = { readonly en: string; readonly de: string }

/** One way a family of products comes in: the end of its SKU, its names, its price against the family's. */
export type Variant = { readonly code: string; readonly names: InBoth; readonly factor: number }

/** Products that differ in colour or size only. */
export type Family = {
  readonly category: string
  readonly code: string
  readonly names: InBoth
  /** Of the smallest one, in euros with tax. */
  readonly euros: number
  readonly variants: readonly Variant[]
  readonly description: string
}

/** Code, English, German, price factor. */
const ranges: Readonly<Record<string, string>> = {
  diameter: '20 20_cm 20_cm 1; 24 24_cm 24_cm 1.25; 28 28_cm 28_cm 1.5',
  size: 'S small klein 1; M medium mittel 1.35; L large groß 1.8',
  length: 'SH short kurz 0.9; ST standard normal 1; LO long lang 1.15',
  metres: '15 15_m 15_m 1; 25 25_m 25_m 1.5; 50 50_m 50_m 2.6',
  volume: '035 0.35_l 0,35_l 1; 060 0.6_l 0,6_l 1.25; 100 1_l 1_l 1.5',
  capacity: '05 5_l 5_l 1; 09 9_l 9_l 1.3; 13 13_l 13_l 1.6',
  persons: '2P two_persons zwei_Personen 1; 3P three_persons drei_Personen 1.3; 4P four_persons vier_Personen 1.6',
  glaze: 'WHT white weiß 1; SAG sage salbei 1; INK ink_blue tintenblau 1; TER terracotta terrakotta 1',
  linen: 'NAT natural natur 1; OLV olive oliv 1; RST rust rost 1; NGT night_blue nachtblau 1',
  bright: 'RED red rot 1; MOS moss_green moosgrün 1; NVY navy marine 1; GRY grey grau 1',
  finish: 'STL steel Edelstahl 1; BLK black schwarz 1; WAL walnut Walnuss 1.2',
  scent: 'CED cedar Zeder 1; LAV lavender Lavendel 1; FIG fig Feige 1; ORA orange_and_clove Orange_und_Nelke 1',
  ruling: 'PLN plain blanko 1; LIN lined liniert 1; DOT dotted gepunktet 1; SQU squared kariert 1',
  ink: 'BLK black schwarz 1; BLU royal_blue königsblau 1; GRN forest_green waldgrün 1; BUR burgundy burgunder 1',
  grade: 'HB HB HB 1; 2B 2B 2B 1; 4B 4B 4B 1',
  occasion: 'BIR birthday Geburtstag 1; THX thank_you Danke 1; XMS Christmas Weihnachten 1; NEU blank blanko 1',
}

/** Category | code | English | German | euros | range | description. */
const table = `
pots-and-pans | CIPAN | Cast-iron pan | Gusseiserne Pfanne | 34.90 | diameter | Heavy, pre-seasoned, for every hob and the oven. Better with every year.
pots-and-pans | SSPOT | Stainless steel pot | Edelstahltopf | 42.90 | diameter | Triple base and a lid that drains. Dishwasher safe.
pots-and-pans | CEPAN | Ceramic-coated pan | Keramikpfanne | 29.90 | diameter | Light and free of PFAS, for eggs and fish.
pots-and-pans | SAUTE | Sauté pan with lid | Schmorpfanne mit Deckel | 54.90 | diameter | High sides, a second handle and a lid of glass.
pots-and-pans | CASSE | Enamel casserole | Emaille-Bräter | 69.90 | glaze | Four litres, enamelled inside and out, from the hob to the table.
pots-and-pans | STEAM | Bamboo steamer | Bambusdämpfer | 18.90 | diameter | Two tiers of woven bamboo. Fits our pots of the same width.
bakeware | LOAF | Loaf tin | Kastenform | 14.90 | size | Blue steel, not coated, conducts heat evenly.
bakeware | SPRNG | Springform tin | Springform | 16.90 | diameter | Flat base without a rim, seals tight.
bakeware | PIE | Stoneware pie dish | Pieform aus Steingut | 24.90 | glaze | Fluted edge, 26 cm across, safe in the freezer and the oven.
bakeware | MUFF | Muffin tin | Muffinblech | 17.90 | size | Non-stick, for six, twelve or twenty-four muffins.
bakeware | WHISK | Balloon whisk | Schneebesen | 9.90 | size | Eleven wires of spring steel in an ash handle.
bakeware | APRON | Linen apron | Leinenschürze | 32.90 | linen | Washed linen with crossed straps and two deep pockets.
tableware | DPLAT | Dinner plate | Essteller | 16.90 | glaze | Stoneware, 27 cm, each glazed by hand. No two are alike.
tableware | BOWL | Cereal bowl | Müslischale | 12.90 | glaze | Holds half a litre. Stackable, for the microwave and the dishwasher.
tableware | MUG | Stoneware mug | Steingutbecher | 13.90 | glaze | A large mug with a handle for the whole hand.
tableware | SERVE | Serving platter | Servierplatte | 34.90 | glaze | Oval, 38 cm long, for roasts, cakes and everything shared.
tableware | TUMBL | Drinking glass | Trinkglas | 6.90 | size | Recycled glass with small bubbles, pressed in Portugal.
tableware | CARAF | Glass carafe | Glaskaraffe | 24.90 | size | Mouth-blown, with a cork stopper.
coffee-and-tea | PRESS | French press | Stempelkanne | 29.90 | volume | Borosilicate glass in a steel frame; spare glasses available.
coffee-and-tea | TPOT | Teapot | Teekanne | 34.90 | glaze | One litre, with a removable steel sieve.
coffee-and-tea | ESPRE | Espresso cups, set of two | Espressotassen, Zweierset | 19.90 | glaze | Thick walls keep a short coffee hot.
coffee-and-tea | GRIND | Hand coffee grinder | Handkaffeemühle | 59.90 | finish | Conical steel burrs, thirty clicks from espresso to French press.
coffee-and-tea | DRIP | Pour-over dripper | Kaffeefilterhalter | 22.90 | glaze | Takes filters of size 4; sits on every mug we sell.
coffee-and-tea | CADDY | Tea caddy | Teedose | 14.90 | size | Tin with a double lid, keeps tea dry and dark.
home-textiles | CUSH | Linen cushion cover | Kissenhülle aus Leinen | 27.90 | linen | 50 × 50 cm, stone-washed, with a hidden zip.
home-textiles | THROW | Wool throw | Wolldecke | 89.90 | linen | Pure new wool, woven in a family mill, 130 × 190 cm.
home-textiles | BATH | Bath towel | Badetuch | 24.90 | linen | Waffle cotton, dries fast, 70 × 140 cm.
home-textiles | HAND | Hand towel | Handtuch | 11.90 | linen | Waffle cotton, 50 × 80 cm.
home-textiles | TEATW | Tea towels, set of two | Geschirrtücher, Zweierset | 15.90 | linen | Half linen: glasses dry without a trace.
home-textiles | RUG | Cotton rug | Baumwollteppich | 64.90 | size | Hand-woven from leftover yarn, both sides usable.
bed-linen | DUVET | Linen duvet cover | Bettbezug aus Leinen | 129.00 | linen | Cool in summer, warm in winter. 135 × 200 cm.
bed-linen | PILLW | Linen pillowcase | Kissenbezug aus Leinen | 32.90 | linen | 80 × 80 cm, with an envelope closure.
bed-linen | SHEET | Fitted cotton sheet | Spannbettlaken | 39.90 | linen | Organic jersey for mattresses up to 25 cm.
bed-linen | QUILT | Quilted bedspread | Tagesdecke | 119.00 | linen | Cotton, filled with cotton, stitched in wide squares.
bed-linen | HOTWB | Hot-water bottle with knitted cover | Wärmflasche mit Strickbezug | 26.90 | linen | Natural rubber in a cover of merino wool.
candles | SCENT | Scented candle | Duftkerze | 24.90 | scent | Rapeseed wax in a reusable glass, burns for forty hours.
candles | DIFF | Reed diffuser | Raumduft mit Stäbchen | 29.90 | scent | 100 ml, lasts about two months.
candles | PILAR | Pillar candle | Stumpenkerze | 9.90 | size | Dyed through, burns down evenly.
candles | TAPER | Taper candles, set of four | Stabkerzen, Viererset | 12.90 | linen | Hand-dipped, 25 cm, drip-free out of the draught.
candles | HOLDR | Brass candle holder | Kerzenhalter aus Messing | 19.90 | size | Solid brass that may darken as it likes.
candles | LANT | Storm lantern | Windlicht | 36.90 | size | Galvanised steel and glass for the terrace.
garden-tools | SPADE | Digging spade | Spaten | 49.90 | length | Forged blade with a tread, handle of ash.
garden-tools | FORK | Garden fork | Grabegabel | 52.90 | length | Four forged tines for heavy soil.
garden-tools | RAKE | Leaf rake | Laubrechen | 27.90 | length | Twenty spring tines, gentle with the lawn.
garden-tools | HOE | Draw hoe | Ziehhacke | 31.90 | length | Sharp on three sides, works between the rows.
garden-tools | WCAN | Galvanised watering can | Gießkanne, verzinkt | 38.90 | capacity | With a brass rose and a long spout.
garden-tools | HOSE | Garden hose | Gartenschlauch | 44.90 | metres | Does not kink, does not taste: safe for drinking water.
hand-tools | TROWL | Hand trowel | Handschaufel | 14.90 | bright | Stainless steel with depth marks.
hand-tools | WEED | Hand weeder | Unkrautstecher | 13.90 | bright | Lifts dandelions with the root.
hand-tools | PRUNE | Secateurs | Gartenschere | 34.90 | bright | Bypass blades that can be replaced, for left and right hands.
hand-tools | DIBBR | Dibber | Pflanzholz | 12.90 | bright | Beech with a steel tip, for bulbs and leeks.
hand-tools | TWINE | Jute twine | Juteschnur | 5.90 | bright | 120 metres on a wooden spool.
hand-tools | GLOVE | Gardening gloves | Gartenhandschuhe | 16.90 | size | Goat leather palms, cotton backs, washable.
planters | TERRA | Terracotta pot | Terrakottatopf | 12.90 | diameter | Frost-proof, fired in Tuscany, with saucer.
planters | ZINC | Zinc planter | Pflanzgefäß aus Zink | 39.90 | size | Weathered zinc with holes for drainage.
planters | WALLP | Wall planter | Wandblumentopf | 18.90 | glaze | Half-round, hangs on one screw.
planters | SEEDT | Seed tray | Anzuchtschale | 8.90 | size | Sturdy enough for ten springs, with a clear lid.
planters | HANGB | Hanging basket | Hängeampel | 21.90 | size | Woven seagrass, lined, with a rope of cotton.
planters | PLBOX | Balcony box | Balkonkasten | 24.90 | bright | Powder-coated steel, 60 cm, with brackets.
notebooks | NOTA5 | Notebook A5 | Notizbuch A5 | 12.90 | ruling | 160 pages of smooth cream paper that takes ink. Lies flat.
notebooks | NOTA6 | Pocket notebook A6 | Taschennotizbuch A6 | 8.90 | ruling | 96 pages, thread-sewn, rounded corners.
notebooks | DIARY | Week planner | Wochenkalender | 19.90 | bright | A week on two pages, with holidays of Germany and the United Kingdom.
notebooks | SKETC | Sketchbook | Skizzenbuch | 16.90 | size | Heavy, slightly rough paper for pencil and wash.
notebooks | JOURN | Linen-bound journal | Tagebuch mit Leineneinband | 22.90 | linen | Numbered pages, two ribbons, a pocket in the back.
writing | FPEN | Fountain pen | Füllfederhalter | 39.90 | bright | Steel nib in F or M, takes cartridges and a converter.
writing | BALLP | Lacquered ballpoint pen | Lackierter Kugelschreiber | 24.90 | bright | Brass body, refillable.
writing | INK | Bottled ink, 50 ml | Tinte im Glas, 50 ml | 11.90 | ink | Washable, mild, made for old and new pens.
writing | PENCL | Pencils, set of twelve | Bleistifte, Zwölferset | 14.90 | grade | Cedar, without lacquer.
writing | CARDS | Greeting cards, set of five | Grußkarten, Fünferset | 9.90 | occasion | Letterpress on cotton paper, with envelopes.
writing | WRAP | Gift wrap, roll | Geschenkpapier, Rolle | 6.90 | bright | Recycled paper, five metres.
camping | TENT | Dome tent | Kuppelzelt | 189.00 | persons | Stands in five minutes, dry to 4,000 mm.
camping | SLEEP | Sleeping bag | Schlafsack | 99.90 | bright | Comfortable down to 4 °C, weighs 1.1 kg.
camping | MAT | Self-inflating mat | Selbstaufblasende Isomatte | 64.90 | size | 5 cm thick, packs to the size of a loaf.
camping | STOVE | Gas stove | Gaskocher | 44.90 | finish | Folds into a fist, boils a litre in four minutes.
camping | EMUG | Enamel camping mug | Emaillebecher | 11.90 | bright | For the fire, the hob and the office.
camping | FLASK | Vacuum flask | Thermosflasche | 29.90 | volume | Hot for twelve hours, cold for twenty-four.
camping | LAMP | Camping lamp | Campinglampe | 34.90 | bright | Warm light, dimmable, charges by USB-C.
bags | RUCK | Day rucksack | Tagesrucksack | 79.90 | bright | Waxed canvas, 18 litres, sleeve for a laptop.
bags | TOTE | Canvas tote | Stofftasche | 18.90 | bright | Heavy organic cotton with long handles.
bags | ROLL | Roll-top rucksack | Rolltop-Rucksack | 94.90 | bright | Welded seams, waterproof, 25 litres.
bags | WASHB | Wash bag | Kulturbeutel | 24.90 | linen | Coated linen, stands upright, hangs on a hook.
bags | DRYB | Dry sack | Packsack | 21.90 | capacity | Rolls shut, floats.
bags | HIP | Hip bag | Hüfttasche | 34.90 | bright | Two pockets, a key ring and a wide belt.
`

const variantsOf = (range: string): Variant[] =>
  (ranges[range] ?? '').split('; ').map(variant => {
    const [code = '', en = '', de = '', factor = ''] = variant.split(' ').map(word => word.replaceAll('_', ' '))
    return { code, names: { en, de }, factor: Number(factor) }
  })

/** What the demo shop sells. */
export const families: readonly Family[] = table
  .trim()
  .split('\n')
  .map(row => {
    const [category = '', code = '', en = '', de = '', euros = '', range = '', description = ''] = row.split(' | ')
    return { category, code, names: { en, de }, euros: Number(euros), variants: variantsOf(range), description }
  })
