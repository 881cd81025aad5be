import {
  deskPath,
  filesPath,
  mailsPath,
  membersPath,
  publicityPath,
  settingsPath,
  tracePath,
} from '#src/agent/addresses.js'
import type { Membership } from '#src/collectivite/members.js'
import type { DeskNavItem } from '#templates/agent/desk-nav.js'

export type DeskRoom =
  | 'transmissions'
  | 'fichiers'
  | 'courriels'
  | 'publicité'
  | 'agents'
  | 'réglages'
  | 'journal'

/** The rooms of a desk that this member may enter, in the order of the work. */
export function deskNav({ collectivite: { siret }, role }: Membership, current: DeskRoom): DeskNavItem[] {
  const rooms: [DeskRoom, string, string][] = [
    ['transmissions', 'Transmissions', deskPath(siret)],
    ['fichiers', 'Fichiers', filesPath(siret)],
    ['courriels', 'Courriels', mailsPath(siret)],
    ['publicité', 'Faire connaître', publicityPath(siret)],
    ['agents', 'Agents', membersPath(siret)],
  ]
  const ofTheGestionnaire: typeof rooms = [
    ['réglages', 'Réglages', settingsPath(siret)],
    ['journal', 'Journal', tracePath(siret)],
  ]
  const open = role === 'gestionnaire' ? [...rooms, ...ofTheGestionnaire] : rooms
  return open.map(([room, label, href]) => ({ label, href, current: room === current }))
}
