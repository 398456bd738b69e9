/** What customers write when they order, in their language. */
export const wishes = {
  de: [
    'Bitte als Geschenk verpacken.',
    'Bitte erst nach dem 15. liefern, wir sind im Urlaub.',
    'Paket gern in der Garage abstellen.',
    'Rechnung bitte nicht ins Paket legen, es ist ein Geschenk.',
    'Bitte keine Füllchips aus Kunststoff.',
    'Klingel ist kaputt, bitte anrufen.',
  ],
  en: [
    'Please wrap it as a present.',
    'We are away until the 15th, please send it after that.',
    'Leave it in the porch if nobody answers.',
    'No invoice in the parcel, please: it is a present.',
    'Please use paper instead of plastic.',
    'The bell is broken, please knock.',
  ],
  fr: [
    'Emballage cadeau, s’il vous plaît.',
    'Merci de livrer après le 15, nous sommes absents.',
    'La sonnette est en panne, merci d’appeler.',
  ],
  it: [
    'Confezione regalo, per favore.',
    'Consegnare dopo il 15, siamo in vacanza.',
    'Il campanello è rotto, per favore telefonare.',
  ],
} as const

/** What the office writes on an order. */
export const officeComments = [
  'Customer called: the address is right, the courier was wrong.',
  'Waiting for a delivery from the supplier, customer informed.',
  'Sent in two parcels.',
  'Gift wrap forgotten, voucher sent.',
  'Paid by bank transfer, checked.',
  'Customer asks for an invoice with the company name.',
  'Courier reports a damaged parcel, replacement on its way.',
] as const

export const cancelReasons = [
  'Customer changed their mind',
  'Ordered twice by mistake',
  'Not paid in time',
  'Not in stock',
  'Address can not be reached',
] as const

export const returnReasons = [
  'Does not please',
  'Damaged on arrival',
  'Wrong colour or size',
  'Arrived too late',
  'Received twice',
] as const
