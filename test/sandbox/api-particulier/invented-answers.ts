import type { Identity } from '../franceconnect/identity.js'
import type { InventedId } from '../franceconnect/invented-identities.js'
import { type Answer, JSON_API } from './answer.js'
import { type ErrorCode, errorAnswer, type Numbering } from './errors.js'
import { inventedFamily } from './invented-family.js'
import { currentPeriod, type Period } from './period.js'

export type Question = { identity: Identity; period: Period; now: Date; numbering: Numbering }
type Answering = (question: Question) => Answer

const MAINTENANCE_SECONDS = 1800

/** What each invented person meets. */
const answers: Record<InventedId, Answering> = {
  ordinary: found(742),
  msa: found(612, 'MSA'),
  zero: found(0),
  'null-value': found(null),
  'no-caf-file': failed('23003'),
  'no-msa-file': failed('10003'),
  'no-file-anywhere': failed('35003'),
  'not-identified': failed('00355'),
  busy: failed('00015'),
  maintenance,
  slow: (question) => ({ ...found(1180)(question), delay: 'slow' }),
  timeout: failed('35002'),
  html: () => ({
    status: 200,
    contentType: 'text/html; charset=utf-8',
    body: '<!doctype html><html lang="fr"><title>Service indisponible</title><h1>Service indisponible</h1></html>',
  }),
  'missing-key': ({ identity }) => data(inventedFamily(identity)),
  'unknown-provider': found(905, 'RNCPS'),
  'born-abroad': found(388),
  corsica: found(1024),
  'presumed-date': failed('00423'),
  'no-email': found(1490),
  'gender-unspecified': found(701),
  european: failed('00400'),
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

function failed(code: ErrorCode): Answering {
  return ({ numbering }) => errorAnswer(code, numbering)
}

function maintenance({ now, numbering }: Question): Answer {
  const end = new Date(now.getTime() + MAINTENANCE_SECONDS * 1000)
  const [from, to] = [now, end].map((at) =>
    at.toLocaleTimeString('fr-FR', { timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit' }),
  )
  const detail = `Le fournisseur de données est en maintenance de ${from} à ${to}.`
  return errorAnswer('35020', numbering, { detail, meta: { retry_in: MAINTENANCE_SECONDS } })
}

function data(content: Record<string, unknown>): Answer {
  return { status: 200, contentType: JSON_API, body: JSON.stringify({ data: content, links: {}, meta: {} }) }
}
