export const amounts = {
  'field.amount': 'Betrag',
  'invalid.amount': 'Ein Betrag wie 12,50: Ziffern, ein Komma, höchstens drei Nachkommastellen, nicht negativ.',
  'invalid.weight': 'Kilogramm wie 3,2: Ziffern, ein Komma, höchstens drei Nachkommastellen, nicht negativ.',
} as const
