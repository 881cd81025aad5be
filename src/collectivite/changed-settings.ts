import { isDeepStrictEqual } from 'node:util'
import type { Collectivite } from '#src/collectivite/collectivite.js'

type Traced = Pick<
  Collectivite,
  | 'services'
  | 'contact'
  | 'counter'
  | 'asksDeclaredFields'
  | 'otherWays'
  | 'acceptsWithoutFranceConnect'
  | 'returnOrigins'
  | 'retentionDays'
  | 'mailFrequency'
  | 'mailContent'
  | 'freeMailAllowed'
  | 'deliversToHubee'
>
/** A setting that was changed, as a line of the trace names it; what it is now behind it, unless somebody typed that. */
export type ChangedSetting = `réglage:${string}`

/** What each setting is called there, and what of its value is no free text. */
const SETTINGS: { [Name in keyof Traced]: { name: string; show?(value: Traced[Name]): string } } = {
  services: { name: 'services' },
  contact: { name: 'contact' },
  counter: { name: 'guichet' },
  asksDeclaredFields: { name: 'champs déclarés', show: yesOrNo },
  otherWays: { name: 'autres moyens', show: (ways) => ways.join(' et ') },
  acceptsWithoutFranceConnect: { name: 'sans FranceConnect', show: yesOrNo },
  returnOrigins: { name: 'sites de retour' },
  retentionDays: { name: 'conservation', show: (days) => `${days} jours` },
  mailFrequency: { name: 'envoi des courriels', show: (frequency) => frequency ?? 'jamais' },
  mailContent: { name: 'contenu des courriels', show: String },
  freeMailAllowed: { name: 'messageries grand public', show: yesOrNo },
  deliversToHubee: { name: 'HubEE', show: yesOrNo },
}

/** Which settings are others than before. */
export function changedSettings(before: Collectivite, now: Partial<Traced>): ChangedSetting[] {
  const names = Object.keys(now) as (keyof Traced)[]
  return names
    .filter((name) => name in SETTINGS && !isDeepStrictEqual(before[name], now[name]))
    .map((name) => describe(name, now))
}

function describe<Name extends keyof Traced>(name: Name, now: Partial<Traced>): ChangedSetting {
  const { name: word, show } = SETTINGS[name]
  const value = show?.(now[name] as Traced[Name])
  return value === undefined ? `réglage:${word}` : `réglage:${word}:${value}`
}

function yesOrNo(chosen: boolean): string {
  return chosen ? 'oui' : 'non'
}
