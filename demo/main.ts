import { readConfig } from '#src/config.js'
import { startWith } from '#src/start.js'
import { startSandbox } from '../test/sandbox/sandbox.js'
import { demoEnvironment } from './environment.js'
import { hearOften } from './hubee.js'
import { prepareDatabase } from './prepare-database.js'
import { welcome } from './welcome.js'

const sandboxPort = Number(process.env.SANDBOX_PORT ?? 3001)
const { PORT = '3000', DEMO_RESET } = process.env
const publicUrl = `http://localhost:${PORT}`

const sandbox = await startSandbox({ port: sandboxPort, relyingParty: { publicUrl } }).catch(
  portTaken('SANDBOX_PORT'),
)
const upstreams = { ...sandbox.environment, ...sandbox.hubeeEnvironment }
const config = readConfig(demoEnvironment(process.env, { publicUrl, upstreams }))
const services = await prepareDatabase(config, {
  reset: DEMO_RESET === '1',
  mailAuthority: sandbox.mailboxAuthority,
  hubee: sandbox.hubee,
})
const service = await startWith(services).catch(portTaken('PORT'))
const deafen = hearOften(services)
console.log(welcome(publicUrl, sandbox.url))

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    deafen()
    return Promise.all([service.close(), sandbox.close()])
  })
}

function portTaken(variable: string) {
  return (error: NodeJS.ErrnoException): never => {
    if (error.code !== 'EADDRINUSE') throw error
    console.error(`The port is taken by another program: choose another one with ${variable}=….`)
    process.exit(1)
  }
}
