import type { Asking } from '../permission.ts'

/** The name of a cookie that no other host can set; without TLS there is no such thing. */
export const keptAs = (name: string, isSecure: boolean): string => (isSecure ? `__Host-${name}` : name)

/** What a browser keeps under a name; undefined for what can not be it, or comes twice. */
export const cookieOf = ({ headers }: Asking, name: string, form: RegExp): string | undefined => {
  const found = (headers.cookie ?? '').split(';').flatMap(part => {
    const [key = '', value = ''] = part.trim().split('=')
    return key === name ? [value] : []
  })
  const [value = '', another] = found
  return another === undefined && form.test(value) ? value : undefined
}

/** A cookie that no script reads, and no other site sends along with a form. */
export const setCookie = (name: string, value: string, seconds: number, isSecure: boolean): string =>
  `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
