import type { DemoStore } from './stores.ts'

/** How people are called and where they live, per country. Places are real, streets are the commonest ones. */
export type Region = {
  readonly country: 'DE' | 'AT' | 'CH' | 'GB'
  /** How many of the customers live there. */
  readonly share: number
  readonly store: DemoStore
  readonly currency: 'EUR' | 'GBP' | 'CHF'
  readonly locale: 'de' | 'en' | 'fr' | 'it'
  readonly women: readonly string[]
  readonly men: readonly string[]
  readonly lastNames: readonly string[]
  readonly streets: readonly string[]
  /** Postal code and city. */
  readonly cities: readonly string[]
  /** Beginning of numbers that are set aside for films and examples; none where there are no such numbers. */
  readonly phone: string | undefined
  readonly companies: readonly string[]
}

const list = (text: string): readonly string[] => text.split(',').map(item => item.trim())

const german = {
  store: 'DE',
  currency: 'EUR',
  locale: 'de',
  women: list(`Anna, Lena, Marie, Julia, Sophie, Katharina, Laura, Hannah, Emma, Clara, Johanna, Sabine, Birgit, Petra,
    Claudia, Susanne, Nele, Ida, Greta, Franziska, Miriam, Aylin, Elif, Renate, Heike, Charlotte`),
  men: list(`Lukas, Jonas, Felix, Maximilian, Paul, Leon, Jan, Tobias, Stefan, Andreas, Thomas, Michael, Jürgen, Uwe,
    Matthias, Daniel, Florian, Sebastian, Moritz, Anton, Emre, Mehmet, Karl, Friedrich, Henrik, Oskar`),
} as const

const germany: Region = {
  ...german,
  country: 'DE',
  share: 50,
  lastNames: list(`Müller, Schmidt, Schneider, Fischer, Weber, Meyer, Wagner, Becker, Schulz, Hoffmann, Koch, Bauer,
    Richter, Klein, Wolf, Schröder, Neumann, Schwarz, Zimmermann, Braun, Krüger, Hartmann, Lange, Werner, Krause, Lehmann,
    Köhler, Herrmann, König, Walter, Peters, Kaiser, Fuchs, Scholz, Yılmaz, Demir, Vogel, Jung, Keller, Winter`),
  streets: list(`Hauptstraße, Schulstraße, Gartenstraße, Bahnhofstraße, Dorfstraße, Bergstraße, Birkenweg, Lindenstraße,
    Kirchstraße, Waldstraße, Ringstraße, Schillerstraße, Goethestraße, Am Markt, Wiesenweg, Mühlenweg, Rosenweg`),
  cities: list(`10115 Berlin, 10967 Berlin, 13353 Berlin, 20095 Hamburg, 22765 Hamburg, 80331 München, 81541 München,
    50667 Köln, 60311 Frankfurt am Main, 70173 Stuttgart, 40213 Düsseldorf, 44135 Dortmund, 45127 Essen, 04109 Leipzig,
    28195 Bremen, 01067 Dresden, 30159 Hannover, 90402 Nürnberg, 53111 Bonn, 48143 Münster, 76133 Karlsruhe,
    68159 Mannheim, 79098 Freiburg, 24103 Kiel, 99084 Erfurt, 55116 Mainz, 18055 Rostock, 34117 Kassel, 37073 Göttingen,
    72070 Tübingen`),
  phone: '+49 30 23125 ',
  companies: list(`Café Morgenrot, Gasthof zur Linde, Buchhandlung am Markt, Architekturbüro Nordlicht, Hotel Seeblick,
    Kanzlei Brandt & Partner, Kita Sonnenschein e. V., Gärtnerei Grünwald, Werkstatt Holz & Form GmbH, Praxis am Park,
    Rösterei Elbufer, Yogastudio Atem, Weinhandlung Rebe GmbH, Agentur Klartext GmbH`),
}

const austria: Region = {
  ...german,
  country: 'AT',
  share: 12,
  lastNames: list(`Gruber, Huber, Bauer, Wagner, Müller, Pichler, Steiner, Moser, Mayer, Hofer, Leitner, Berger, Fuchs,
    Eder, Fischer, Schmid, Winkler, Weber, Schwarz, Maier, Reiter, Brunner, Lechner, Aigner`),
  streets: list(`Hauptstraße, Schulgasse, Bahnhofstraße, Gartengasse, Mariahilfer Straße, Feldgasse, Kirchengasse,
    Lindengasse, Bergweg, Wiener Straße, Mozartstraße, Schubertgasse`),
  cities: list(`1010 Wien, 1070 Wien, 1090 Wien, 1160 Wien, 8010 Graz, 4020 Linz, 5020 Salzburg, 6020 Innsbruck,
    9020 Klagenfurt, 6900 Bregenz, 3100 St. Pölten, 4600 Wels`),
  phone: undefined,
  companies: list('Gasthaus zum Hirschen, Kaffeehaus Melange, Pension Alpenrose, Atelier Lichtblick'),
}

const swiss = { country: 'CH', store: 'CH', currency: 'CHF', phone: undefined } as const

const switzerland: Region = {
  ...german,
  ...swiss,
  share: 8,
  lastNames: list(`Müller, Meier, Schmid, Keller, Weber, Huber, Schneider, Meyer, Steiner, Fischer, Gerber, Brunner,
    Baumann, Frei, Zimmermann, Moser, Widmer, Wyss, Graf, Roth, Suter, Ammann`),
  streets: list(`Bahnhofstrasse, Dorfstrasse, Hauptstrasse, Schulstrasse, Seestrasse, Kirchgasse, Bergstrasse,
    Gartenstrasse, Oberdorfstrasse, Lindenweg`),
  cities:
    list(`8001 Zürich, 8004 Zürich, 3011 Bern, 4051 Basel, 6003 Luzern, 9000 St. Gallen, 8400 Winterthur, 7000 Chur,
    5000 Aarau, 6300 Zug`),
  companies: list('Bäckerei Wyss AG, Hotel Bergblick AG, Schreinerei Gerber'),
}

const romandy: Region = {
  ...swiss,
  locale: 'fr',
  share: 4,
  women: list('Camille, Chloé, Élodie, Léa, Manon, Céline, Sophie, Nathalie, Valérie, Inès, Aurélie, Margaux'),
  men: list('Luc, Mathieu, Julien, Nicolas, Antoine, Olivier, Hugo, Théo, Sébastien, Romain, Yves, Benoît'),
  lastNames:
    list(`Favre, Rochat, Blanc, Bonvin, Jaquet, Martin, Monnier, Perrin, Chevalley, Dubois, Cuendet, Rey, Berset,
    Pittet`),
  streets: list('Rue de la Gare, Rue du Lac, Chemin des Vignes, Avenue de la Poste, Rue du Château, Route de Berne'),
  cities: list(
    '1003 Lausanne, 1204 Genève, 1700 Fribourg, 1950 Sion, 2000 Neuchâtel, 1800 Vevey, 1400 Yverdon-les-Bains',
  ),
  companies: list('Librairie du Lac Sàrl, Boulangerie Favre, Atelier des Vignes SA'),
}

const ticino: Region = {
  ...swiss,
  locale: 'it',
  share: 1.5,
  women: list('Giulia, Chiara, Francesca, Elena, Martina, Sara, Laura, Alessia'),
  men: list('Luca, Marco, Matteo, Andrea, Davide, Simone, Paolo, Nicola'),
  lastNames: list('Bernasconi, Bianchi, Ferrari, Rossi, Fontana, Crivelli, Pedrazzini, Galli, Cattaneo'),
  streets: list('Via Cantonale, Via Stazione, Via al Lago, Via San Gottardo, Via delle Scuole'),
  cities: list('6900 Lugano, 6500 Bellinzona, 6600 Locarno, 6830 Chiasso, 6850 Mendrisio'),
  companies: list('Grotto San Rocco, Libreria al Ponte Sagl'),
}

const britain: Region = {
  country: 'GB',
  share: 30,
  store: 'UK',
  currency: 'GBP',
  locale: 'en',
  women:
    list(`Olivia, Amelia, Emily, Jessica, Charlotte, Sophie, Grace, Lucy, Alice, Hannah, Sarah, Rachel, Helen, Karen,
    Fiona, Eilidh, Priya, Aisha, Megan, Bethan, Imogen, Harriet, Ruth, Zoe`),
  men: list(`Oliver, Jack, Harry, George, James, William, Thomas, Daniel, Matthew, Andrew, David, Peter, Callum, Rhys,
    Ewan, Mohammed, Arjun, Simon, Edward, Benjamin, Samuel, Adam, Hugh, Tom`),
  lastNames:
    list(`Smith, Jones, Taylor, Brown, Williams, Wilson, Johnson, Davies, Patel, Robinson, Wright, Thompson, Evans,
    Walker, White, Roberts, Green, Hall, Wood, Jackson, Clarke, Khan, Hughes, Edwards, Turner, Campbell, Stewart, Morgan,
    Cooper, Harris, O'Brien, Murray, Bennett, Ward`),
  streets:
    list(`High Street, Station Road, Church Lane, Victoria Road, Park Avenue, Mill Lane, Queen Street, Manor Road,
    Green Lane, Kings Road, Albert Street, The Crescent, Chapel Street, Grange Road`),
  cities: list(`SE15 4QN London, N1 9GU London, E8 3RL London, SW4 7AB London, M1 4BT Manchester, B2 4QA Birmingham,
    LS1 5QT Leeds, BS1 4DJ Bristol, EH3 9AJ Edinburgh, G2 3BZ Glasgow, CF10 2AF Cardiff, BT1 5GS Belfast, L1 8JQ Liverpool,
    NE1 7AF Newcastle upon Tyne, S1 2HE Sheffield, NG1 5FB Nottingham, BN1 1AE Brighton, OX1 3BG Oxford, CB2 3QJ Cambridge,
    YO1 7HH York, NR2 1RJ Norwich, EX1 1GE Exeter, BA1 1LN Bath`),
  phone: '+44 20 7946 0',
  companies: list(`The Larder Café Ltd, Harbour View Hotel, Wren & Daughters Bookshop, Northfield Primary School,
    Oakley Architects LLP, The Potting Shed Nursery, Brightwater Design Ltd, Meadow Yoga Studio, Kestrel Coffee Roasters Ltd`),
}

export const regions: readonly Region[] = [germany, austria, switzerland, romandy, ticino, britain]
