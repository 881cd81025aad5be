import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import {
  API_PARTICULIER_PATH,
  type ApiParticulierControls,
  createApiParticulier,
} from './api-particulier/api-particulier.js'
import { createDataPass, DATAPASS_PATH, type DataPassControls } from './datapass/datapass.js'
import {
  createFranceConnect,
  FRANCECONNECT_PATH,
  type FranceConnectControls,
} from './franceconnect/franceconnect.js'
import { createHubee, HUBEE_PATH, type HubeeControls } from './hubee/hubee.js'
import { IndexPage } from './index-page.js'
import type { MailboxControls } from './mailbox/controls.js'
import { createMailbox, MAILBOX_PATH } from './mailbox/mailbox.js'
import type { ProviderControls } from './oidc/provider-controls.js'
import { renderPage } from './page.js'
import { createProConnect, PROCONNECT_PATH } from './proconnect/proconnect.js'

export type SandboxOptions = {
  /** 0, the default, takes any free port. */
  port?: number
  /** Listen address, default `127.0.0.1`. */
  host?: string
  /** Name used in the addresses, default `localhost`. */
  publicHost?: string
  /** Our service: its redirect addresses are below its public origin; what FranceConnect grants it can be changed. */
  relyingParty: { publicUrl: string; franceConnectScopes?: string[] }
  /** Clock of API Particulier's months and of DataPass; tokens of FranceConnect live by the real time. */
  now?: () => Date
}

export type Sandbox = {
  url: string
  /** The variables that the service needs to talk to the sandbox; those of HubEE, which a service may do without, apart. */
  environment: Record<string, string>
  hubeeEnvironment: Record<string, string>
  apiParticulier: ApiParticulierControls
  franceConnect: FranceConnectControls
  proConnect: ProviderControls
  dataPass: DataPassControls
  hubee: HubeeControls
  mailbox: MailboxControls
  /** In PEM: whom the service must trust for TLS with the mailbox. */
  mailboxAuthority: string
  close(): Promise<void>
}

/** Starts the simulated State on one port. */
export async function startSandbox({
  port = 0,
  host = '127.0.0.1',
  publicHost = 'localhost',
  relyingParty: { publicUrl, franceConnectScopes },
  now = () => new Date(),
}: SandboxOptions): Promise<Sandbox> {
  // The issuers' addresses hold the port: listen first, then build what answers.
  let answer: RequestListener = (_request, response) => response.writeHead(503).end()
  const server = createServer((request, response) => answer(request, response))
  const url = `http://${publicHost}:${await listen(server, port, host)}`

  const franceConnect = await createFranceConnect(url, publicUrl, franceConnectScopes)
  const proConnect = await createProConnect(url, publicUrl)
  const apiUrl = `${url}${API_PARTICULIER_PATH}`
  const apiParticulier = createApiParticulier({ url: apiUrl, introspect: franceConnect.introspect, now })
  const dataPass = createDataPass({ url: `${url}${DATAPASS_PATH}`, serviceUrl: publicUrl, now })
  const hubee = createHubee({ url: `${url}${HUBEE_PATH}`, now })
  const mailbox = await createMailbox(host)

  const pages = new Hono<{ Bindings: HttpBindings }>()
  pages.get('/', (c) => c.html(renderPage(IndexPage({ serviceUrl: publicUrl }))))
  pages.post('/', (c) => {
    for (const { controls } of [franceConnect, proConnect]) controls.forgetSessions()
    return c.redirect('/', 303)
  })
  pages.route(API_PARTICULIER_PATH, apiParticulier.app)
  pages.route(DATAPASS_PATH, dataPass.app)
  pages.route(HUBEE_PATH, hubee.app)
  pages.route(MAILBOX_PATH, mailbox.app)
  const servePages = getRequestListener(pages.fetch)

  answer = (request, response) => {
    const path = request.url ?? '/'
    if (path.startsWith(`${FRANCECONNECT_PATH}/`)) return franceConnect.listener(request, response)
    if (path.startsWith(`${PROCONNECT_PATH}/`)) return proConnect.listener(request, response)
    return void servePages(request, response)
  }
  return {
    url,
    environment: {
      ...providerEnvironment('FRANCECONNECT', franceConnect, 'ES256'),
      ...providerEnvironment('PROCONNECT', proConnect, 'RS256'),
      API_PARTICULIER_URL: apiUrl,
      SMTP_URL: mailbox.url,
      MAIL_FROM: 'Mon quotient familial <ne-pas-repondre@service.example>',
      MAIL_REPLY_TO: 'aide@service.example',
      ...dataPass.environment,
      ALLOW_INSECURE_UPSTREAMS: 'true',
    },
    hubeeEnvironment: hubee.environment,
    apiParticulier: apiParticulier.controls,
    franceConnect: franceConnect.controls,
    proConnect: proConnect.controls,
    dataPass: dataPass.controls,
    hubee: hubee.controls,
    mailbox: mailbox.controls,
    mailboxAuthority: mailbox.certificateAuthority,
    close: async () => {
      dataPass.close()
      await Promise.all([close(server), mailbox.close()])
    },
  }
}

type Provider = { issuer: string; credentials: { clientId: string; clientSecret: string } }

function providerEnvironment(
  name: string,
  { issuer, credentials }: Provider,
  alg: string,
): Record<string, string> {
  return {
    [`${name}_ISSUER`]: issuer,
    [`${name}_CLIENT_ID`]: credentials.clientId,
    [`${name}_CLIENT_SECRET`]: credentials.clientSecret,
    [`${name}_SIGNING_ALG`]: alg,
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
