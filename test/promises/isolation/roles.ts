import { CALVI, FAY_AUX_LOGES } from '../../support/named.js'
import { signInOperator } from '../../support/operator.js'
import type { TestService } from '../../support/service.js'
import type { RequestOptions, Visitor } from '../../support/visitor.js'
import { type Ids, idsOfNobody } from './ids.js'
import type { Right } from './matrix.js'
import { type Cast, furnish, type Tenant } from './tenant.js'

export const ROLES = [
  'nobody',
  'resident of A',
  'resident of B',
  'agent of A',
  'gestionnaire of A',
  'agent of B',
  'gestionnaire of B',
  'former agent of A',
  'agent who waits at A',
  'agent of A and B, here for B',
  'operator',
  'partner with a token',
] as const
export type RoleName = (typeof ROLES)[number]

export type Role = {
  visitor: Pick<Visitor, 'request'>
  rights: Right[]
  /** At whose ids she may use them; of nobody's, but for a SIRET that everybody may know, where there are none. */
  own: Ids
  /** Whether all of those are hers. */
  isMember: boolean
  /** Whom she tries to reach. */
  targets: Tenant[]
}
export type World = { A: Tenant; B: Tenant; roles: Record<RoleName, Role> }

const SHARED = 'sylvie.maurin@mairies.example'
const CAST_OF_A: Cast = {
  siret: FAY_AUX_LOGES,
  mark: 'ZZALPHA',
  value: 31_337,
  gestionnaire: { identity: 'martine', email: 'martine.legendre@fay-aux-loges.example', name: 'LEGENDRE' },
  agent: { identity: 'bruno', email: 'bruno.tessieras@fay-aux-loges.example', name: 'TESSIERAS' },
  // Of another establishment of the same organisation.
  asker: { identity: 'nadia', email: 'nadia.berthillon@fay-aux-loges.example', name: 'BERTHILLON' },
  former: {
    identity: `delphine/${FAY_AUX_LOGES}`,
    email: 'delphine.roussillat@loges.example',
    name: 'ROUSSILLAT',
  },
  resident: 'ordinary',
  reader: 'zero',
  unanswered: 'no-caf-file',
}
const CAST_OF_B: Cast = {
  siret: CALVI,
  mark: 'ZZBRAVO',
  value: 42_424,
  gestionnaire: { identity: 'lisandru', email: 'lisandru.ficajola@calvi.example', name: 'FICAJOLA' },
  agent: { identity: 'ange', email: 'ecole@calvi.example', name: 'ORSATELLI' },
  // Of another organisation, which the operator accepted for this collectivité.
  asker: {
    identity: 'helene',
    email: 'helene.charbonnet@vitry-aux-loges.example',
    name: 'CHARBONNET',
    siren: '214503468',
  },
  resident: 'msa',
  reader: 'unknown-provider',
  unanswered: 'no-msa-file',
}

/** Two collectivités, and everybody who might try to pass from one to the other. */
export async function buildWorld(service: TestService): Promise<World> {
  const A = await furnish(service, CAST_OF_A)
  const B = await furnish(service, CAST_OF_B)
  const stranger = idsOfNobody(B.ids.siret)
  const resident = ({ ids, people, ofResident }: Tenant, targets: Tenant[]): Role => ({
    visitor: people.resident,
    rights: ['resident'],
    own: { ...idsOfNobody(ids.siret), ...ofResident },
    isMember: false,
    targets,
  })
  const member = (right: 'agent' | 'gestionnaire', { ids, people }: Tenant, target: Tenant): Role => ({
    visitor: people[right],
    rights: [right],
    own: ids,
    isMember: true,
    targets: [target],
  })
  const outsider = (visitor: Role['visitor'], rights: Right[] = []): Role => ({
    visitor,
    rights,
    own: stranger,
    isMember: false,
    targets: [A],
  })
  const roles: World['roles'] = {
    nobody: outsider(service.newVisitor()),
    // What other residents of the same collectivité sent is as far from her.
    'resident of A': resident(A, [A, B]),
    'resident of B': resident(B, [A]),
    'agent of A': member('agent', A, B),
    'gestionnaire of A': member('gestionnaire', A, B),
    'agent of B': member('agent', B, A),
    'gestionnaire of B': member('gestionnaire', B, A),
    'former agent of A': outsider(A.people.former ?? service.newVisitor(), ['colleague']),
    'agent who waits at A': outsider(A.people.asker, ['colleague']),
    'agent of A and B, here for B': {
      ...member('agent', B, A),
      visitor: await signInShared(service),
    },
    operator: outsider(await signInOperator(service), ['operator']),
    'partner with a token': outsider(withToken(service), ['partner']),
  }
  await service.settle()
  return { A, B, roles }
}

async function signInShared(service: TestService): Promise<Visitor> {
  for (const siret of [FAY_AUX_LOGES, CALVI]) await service.addMember(siret, SHARED)
  await service.newVisitor().signIn('/agent/connexion', { identity: `sylvie/${FAY_AUX_LOGES}` })
  const visitor = service.newVisitor()
  await visitor.signIn('/agent/connexion', { identity: `sylvie/${CALVI}` })
  return visitor
}

function withToken(service: TestService): Role['visitor'] {
  const visitor = service.newVisitor()
  const headers = { Authorization: `Bearer ${service.environment.COLLECTIVITES_API_TOKEN}` }
  return {
    request: (address, options: RequestOptions = {}) =>
      visitor.request(address, { ...options, headers: { ...options.headers, ...headers } }),
  }
}
