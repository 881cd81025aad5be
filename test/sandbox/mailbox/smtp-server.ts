import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSecureContext } from 'node:tls'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import type { Certificates } from './certificates.js'
import type { Faults } from './faults.js'
import { type ReceivedMail, readMail } from './received-mail.js'

type Options = {
  host: string
  certificates: Certificates
  faults: Faults
  /** Called with each mail that is taken, before its sender knows; `dropped`, who never will. */
  keep(mail: ReceivedMail, how: { dropped: boolean }): void
}

/** A real SMTP server on any free port, that meets its faults. */
export async function startSmtpServer({ host, certificates, faults, keep }: Options) {
  const contexts = {
    right: createSecureContext(certificates.right),
    'wrong certificate': createSecureContext(certificates.wrong),
  }
  const server = new SMTPServer({
    ...certificates.right,
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 1000,
    logger: false,
    onConnect(session, callback) {
      const tls = faults.tls()
      session.disabledCommands = tls === 'none' ? ['AUTH', 'STARTTLS'] : ['AUTH']
      // The library takes the certificate from here when it begins TLS, and offers no choice by session.
      if (tls !== 'none') server.secureContext.set('*', contexts[tls])
      callback(refusal(faults.atConnect(session)))
    },
    onMailFrom: (_address, _session, callback) => callback(refusal(faults.atSender())),
    onRcptTo: ({ address }, session, callback) => callback(refusal(faults.atRecipient(session, address))),
    onData(stream, session, callback) {
      receive(stream, session).then(
        (answer) => answer !== 'none' && callback(answer),
        (error) => callback(error),
      )
    },
  })
  // Clients that hang up in the middle are the matter of a test, not of the process.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, host, () => resolve()))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://${host}:${port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }

  async function receive(stream: AsyncIterable<Buffer>, session: SMTPServerSession) {
    const { wait, outcome } = faults.atData(session)
    const mail = await readMail(stream, session)
    if (wait > 0) await sleep(wait)
    if (outcome.kind === 'refuse') return refusal(outcome.code)
    const dropped = outcome.kind === 'drop'
    keep(mail, { dropped })
    if (dropped) cut(session)
    return dropped ? 'none' : null
  }

  // The library always answers after DATA, so the connection ends before it is told to.
  function cut({ id }: SMTPServerSession) {
    for (const connection of server.connections) if (connection.id === id) connection.close()
  }
}

function refusal(responseCode: number | undefined): Error | null {
  if (responseCode === undefined) return null
  return Object.assign(new Error('Refused by the sandbox'), { responseCode })
}
