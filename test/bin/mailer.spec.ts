import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { expect, it, onTestFinished } from 'vitest'
import { openMailer } from '../../bin/mailer.ts'

const mail = { to: 'ida@example.com', subject: 'Ein neues Passwort für Daybook', text: 'Choose it here:\n\nhttp://x/y' }

/** A mail server that takes everything, and keeps what it was told. */
const mailServer = async () => {
  const lines: string[] = []
  const commands: string[] = []
  const talk = (socket: Socket) => {
    let isData = false
    socket.write('220 here\r\n')
    createInterface({ input: socket }).on('line', line => {
      lines.push(line)
      if (isData && line !== '.') return
      commands.push(line)
      isData = line === 'DATA'
      socket.write(isData ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 fine\r\n')
    })
  }
  const server = createServer(talk).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { lines, commands, port: (server.address() as AddressInfo).port }
}

it('a mail goes by SMTP, from whom the configuration says', async () => {
  const { lines, port } = await mailServer()
  const errors: unknown[] = []
  const send = openMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from: 'Shop <shop@example.com>' }, error => {
    errors.push(error)
  })
  await send(mail)
  expect(errors).toEqual([])
  expect(lines).toEqual(
    expect.arrayContaining([
      'MAIL FROM:<shop@example.com>',
      'RCPT TO:<ida@example.com>',
      'From: Shop <shop@example.com>',
      'To: ida@example.com',
      'http://x/y',
    ]),
  )
})

it('a subject or a text adds nothing to the head of a mail', async () => {
  const { lines, commands, port } = await mailServer()
  const send = openMailer({ smtpUrl: `smtp://127.0.0.1:${port}`, from: undefined }, () => undefined)
  await send({ ...mail, subject: 'A\r\nBcc: eve@example.com', text: '.\r\nRCPT TO:<eve@example.com>' })
  expect(commands.filter(line => line.startsWith('RCPT'))).toEqual(['RCPT TO:<ida@example.com>'])
  expect(lines.filter(line => line.startsWith('Bcc'))).toEqual([])
})

it('a mail that can not be sent is reported, and nobody falls over it', async () => {
  const errors: unknown[] = []
  const send = openMailer({ smtpUrl: 'smtp://127.0.0.1:1', from: undefined }, error => errors.push(error))
  await send(mail)
  expect(errors).toHaveLength(1)
})

it('without a mail server the operator sees it', async () => {
  const printed: string[] = []
  await openMailer(
    { smtpUrl: undefined, from: undefined },
    () => undefined,
    text => printed.push(text),
  )(mail)
  expect(printed.join('')).toContain('A mail to ida@example.com: Ein neues Passwort für Daybook')
  expect(printed.join('')).toContain('http://x/y')
})
