import { createTransport } from 'nodemailer'
import type { Mail } from '../api/people/people.ts'

export type Mailer = (mail: Mail) => Promise<void>

/** Where there is no way to send, whoever runs the shop sees the mail, and may hand it on. */
const toConsole =
  (print: (text: string) => void): Mailer =>
  async ({ to, subject, text }) =>
    print(`--- A mail to ${to}: ${subject}\n${text}\n--- Set SMTP_URL to send mails.\n`)

/** Sends mails by SMTP, else shows them on the console. A mail that can not be sent is reported, and nobody waits for it. */
export const openMailer = (
  { smtpUrl, from }: { readonly smtpUrl: string | undefined; readonly from: string | undefined },
  onError: (error: unknown) => void,
  print: (text: string) => void = text => void process.stdout.write(text),
): Mailer => {
  if (smtpUrl === undefined) return toConsole(print)
  const transport = createTransport(smtpUrl, { from: from ?? 'daybook@localhost' })
  return async ({ to, subject, text }) => {
    try {
      await transport.sendMail({
        to: { name: '', address: to },
        subject,
        text,
        disableFileAccess: true,
        disableUrlAccess: true,
      })
    } catch (error) {
      onError(error)
    }
  }
}
