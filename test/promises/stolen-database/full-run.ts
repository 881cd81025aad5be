import { FAY_AUX_LOGES } from '../../support/named.js'
import { signInOperator } from '../../support/operator.js'
import type { TestService } from '../../support/service.js'
import type { VisitedPage } from '../../support/visitor.js'
import { manage, openDesk, readDesk, takeFiles, typeAtCounter, workOnTransmissions } from './desk-ways.js'
import { dispute, joinIdentified, joinUnidentified, send, takeBack } from './resident-ways.js'

/** Everything that residents and agents do here, once; what they were shown, page by page. */
export async function walkEveryWay(service: TestService): Promise<string[]> {
  const shown: string[] = []
  const note = (...visited: VisitedPage[]) => {
    for (const { html } of visited) shown.push(html.replaceAll('\u202f', ''))
  }
  await openDesk(service)
  await send(service, note)
  await dispute(service, note)
  await joinIdentified(service, note)
  await joinUnidentified(service, note)
  await takeBack(service, note)
  await service.settle()
  const agent = await readDesk(service, note)
  await typeAtCounter(agent, note)
  await takeFiles(agent, shown)
  await workOnTransmissions(agent, note)
  await manage(service, agent)
  await (await signInOperator(service)).visit(`/dinum/collectivites/${FAY_AUX_LOGES}`)
  await service.settle()
  return shown
}

/** A part of it, for a database in the process, where all takes longer. */
export async function walkShortly(service: TestService): Promise<void> {
  await openDesk(service)
  await send(service, () => {})
  await joinUnidentified(service, () => {})
  await service.settle()
  await readDesk(service, () => {})
}
