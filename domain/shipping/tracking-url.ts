import { z } from 'zod'

const NUMBER = '{number}'

/** A template with the number of a parcel. Whatever the number is, the template says where it leads. */
export const trackingUrlOf = (template: string, number: string): string =>
  template.replace(NUMBER, () => encodeURIComponent(number))

const hostIn = (text: string): string | undefined => {
  const url = URL.parse(text)
  return url?.protocol === 'https:' && url.username === '' && url.password === '' ? url.host : undefined
}

const isTemplate = (text: string): boolean => {
  if (text.split(NUMBER).length !== 2 || /[\s\\]/.test(text)) return false
  const host = hostIn(text.replace(NUMBER, ''))
  return host !== undefined && host === hostIn(text) && host === hostIn(trackingUrlOf(text, 'X/1 2.Y'))
}

/** Where a parcel is followed: an address by https with `{number}` once, not in its host. */
export const AskedTrackingUrl = z.string().trim().min(1).max(300).refine(isTemplate, 'trackingUrl')
