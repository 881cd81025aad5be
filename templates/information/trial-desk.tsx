import { Inbox } from '#templates/agent/inbox.js'
import { ButtonLink } from '#templates/components/button-link.js'
import { formatInstant, formatMonth } from '#templates/format.js'
import {
  TRIAL_COLLECTIVITE,
  TRIAL_IDENTITY,
  TRIAL_REFERENCE,
  trialQuotientFamilial,
} from '#templates/information/trial-family.js'
import { TRIAL_PATH, TrialFrame } from '#templates/information/trial-frame.js'

const DESK = `${TRIAL_PATH}/bureau`
const FILE = `${TRIAL_PATH}/fichier`
export const TRIAL_CSV_PATH = `${TRIAL_PATH}/essai_quotients-familiaux.csv`

const ONE = { total: 1, toTreat: 1, neverExported: 1, examples: 0, shown: 1 }
const STATES = { all: FILE, toTreat: FILE, treated: FILE, neverExported: FILE }
const URLS = {
  list: DESK,
  everything: DESK,
  states: STATES,
  search: DESK,
  csv: FILE,
  xlsx: FILE,
  selection: DESK,
  next: null,
  newest: null,
  counter: FILE,
  examples: DESK,
  files: FILE,
  mails: FILE,
  publicity: FILE,
  members: FILE,
}

/** The desk on which the transmission arrived; whatever is pressed leads on to the file. */
export function TrialDesk({ now, today }: { now: Date; today: string }) {
  const { value, year, month } = trialQuotientFamilial(today)
  return (
    <TrialFrame
      place="bureau"
      note="Le secrétariat entre avec ProConnect, et trouve ce qui a été transmis. Ici, chaque bouton passe à l’étape suivante."
    >
      <Inbox
        nav={{
          collectivite: TRIAL_COLLECTIVITE,
          items: [
            { label: 'Transmissions', href: DESK, current: true },
            { label: 'Fichiers', href: FILE, current: false },
          ],
        }}
        rows={[
          {
            reference: TRIAL_REFERENCE,
            url: FILE,
            sentAt: formatInstant(now, TRIAL_COLLECTIVITE.timeZone),
            familyName: TRIAL_IDENTITY.familyName,
            givenNames: TRIAL_IDENTITY.givenNames.join(' '),
            birthdate: TRIAL_IDENTITY.birthdate,
            knownName: '',
            childrenOrServices: '',
            value,
            before: null,
            month: formatMonth(year, month),
            fund: 'CAF',
            origin: 'FranceConnect',
            toCheck: [],
            treated: false,
            taken: null,
            example: true,
          },
        ]}
        counts={ONE}
        selection={{ search: '', words: 'toutes', parameters: {}, wrongPeriod: false }}
        origins={['FranceConnect', 'Guichet']}
        searched={null}
        done={{ what: '', rows: 0, gone: 0 }}
        accessDue={null}
        aboutToGo={null}
        troubles={null}
        manages={false}
        lastFile={null}
        urls={URLS}
        publicUrl={TRIAL_PATH}
      />
    </TrialFrame>
  )
}

/** @param csv the file as it is downloaded */
export function TrialFile({ csv }: { csv: string }) {
  return (
    <TrialFrame
      place="fichier"
      note="Une ligne par transmission, qui s’ouvre telle quelle dans Excel ou LibreOffice."
    >
      <h1>Le fichier</h1>
      <p>
        <ButtonLink href={TRIAL_CSV_PATH} secondary download>
          Télécharger le CSV
        </ButtonLink>
      </p>
      <p>Il commence ainsi, les titres puis une transmission :</p>
      <section class="qf-lines" tabindex={0} aria-label="Premières lignes du fichier">
        <pre>{csv.replace('\uFEFF', '').trimEnd()}</pre>
      </section>
      <p>
        Le secrétariat peut aussi le prendre au format Excel, ou le recevoir par courriel : à chaque
        transmission, ou une fois par jour, par semaine ou par mois.
      </p>
    </TrialFrame>
  )
}
