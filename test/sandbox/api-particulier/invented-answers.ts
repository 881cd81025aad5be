import type { Identity } from '../franceconnect/identity.js'
import type { InventedId } from '../franceconnect/invented-identities.js'
import { type Answer, JSON_API } from './answer.js'
import type { Numbering } from './error-row.js'
import type { ErrorName } from './error-table.js'
import { errorAnswer } from './errors.js'
import { inventedFamily } from './invented-family.js'
import { maintenanceAnswer } from './maintenance.js'
import { WEB_PAGE } from './odd-answers.js'
import { currentPeriod, type Period } from './period.js'

export type Question = { identity: Identity; period: Period; now: Date; numbering: Numbering }
type Answering = (question: Question) => Answer

const MAINTENANCE_MILLISECONDS = 1_800_000

/** What each invented person meets. */
const answers: Record<InventedId, Answering> = {
  ordinary: found(742),
  msa: found(612, 'MSA'),
  zero: found(0),
  'null-value': found(null),
  'no-caf-file': failed('no-caf-file'),
  'no-msa-file': failed('no-msa-file'),
  'no-file-anywhere': failed('no-file-anywhere'),
  'not-identified': failed('not-identified'),
  busy: failed('same-call-in-progress'),
  maintenance,
  slow: (question) => ({ ...found(1180)(question), delay: 'slow' }),
  timeout: failed('timeout'),
  html: () => ({ status: 200, contentType: 'text/html; charset=utf-8', body: WEB_PAGE }),
  'missing-key': ({ identity }) => data(inventedFamily(identity)),
  'unknown-provider': found(905, 'RNCPS'),
  'born-abroad': found(388),
  corsica: found(1024),
  'presumed-date': failed('birth-month-missing'),
  'no-email': found(1490),
  'gender-unspecified': found(701),
  european: failed('birth-country-refused'),
  'name-with-space': found(830),
  'name-with-apostrophe': found(455),
  'name-with-hyphen': found(967),
}

export function inventedAnswer(question: Question): Answer {
  return answers[question.identity.id as InventedId](question)
}

function found(value: number | null, provider = 'CNAF'): Answering {
  return ({ identity, period, now }) => {
    const current = currentPeriod(now)
    return data({
      quotient_familial: {
        fournisseur: provider,
        valeur: value,
        annee: period.year,
        mois: period.month,
        annee_calcul: current.year,
        mois_calcul: current.month,
        champ_inconnu: 'ZZCHAMPINCONNU',
      },
      ...inventedFamily(identity),
    })
  }
}

function failed(name: ErrorName): Answering {
  return ({ numbering }) => errorAnswer(name, numbering)
}

function maintenance({ now, numbering }: Question): Answer {
  const until = new Date(now.getTime() + MAINTENANCE_MILLISECONDS)
  return maintenanceAnswer({ from: now, until }, now, numbering)
}

function data(content: Record<string, unknown>): Answer {
  return { status: 200, contentType: JSON_API, body: JSON.stringify({ data: content, links: {}, meta: {} }) }
}
