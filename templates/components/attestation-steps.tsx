import type { Child } from 'hono/jsx'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { Contact } from '#templates/components/contact.js'
import { NewWindow } from '#templates/components/new-window.js'
import { Steps } from '#templates/components/steps.js'
import { SummaryList } from '#templates/components/summary-list.js'

type Receiver = Pick<Collectivite, 'contact' | 'counter' | 'otherWays'>

/** What of an attestation nobody needs to see. */
export const MAY_HIDE =
  'Vous pouvez cacher ce qui n’est pas demandé : enfants, adresse, numéro d’allocataire.'

/** Where a family finds its attestation. */
export function WhereAttestationIs() {
  return (
    <>
      sur <NewWindow href="https://www.caf.fr/">caf.fr</NewWindow> si vous dépendez de la CAF, sur{' '}
      <NewWindow href="https://monespaceprive.msa.fr/">monespaceprive.msa.fr</NewWindow> si vous dépendez de
      la MSA
    </>
  )
}

/** The way that always exists: the attestation of the fund, brought or sent to the mairie. */
export function AttestationSteps({ collectivite }: { collectivite: Receiver | null }) {
  const rows = collectivite ? placesOf(collectivite) : []
  return (
    <>
      <Steps
        items={[
          <>
            Téléchargez votre attestation de quotient familial : <WhereAttestationIs />.
          </>,
          `${handOver(collectivite)} ${MAY_HIDE}`,
        ]}
      />
      {rows.length > 0 && <SummaryList rows={rows} />}
    </>
  )
}

function handOver(collectivite: Receiver | null): string {
  const ways = collectivite?.otherWays ?? []
  const [counter, mail] = [ways.includes('guichet'), ways.includes('courriel')]
  if (counter && mail) return 'Apportez-la à l’accueil de votre collectivité, ou envoyez-la-lui par courriel.'
  if (counter) return 'Apportez-la à l’accueil de votre collectivité.'
  if (mail) return 'Envoyez-la par courriel à votre collectivité.'
  return 'Apportez-la à l’accueil de votre collectivité, ou demandez-lui comment l’envoyer.'
}

function placesOf({ contact, counter }: Receiver): [label: string, content: Child][] {
  const rows: [string, Child | null][] = [
    ['Accueil', counter.address],
    ['Horaires', counter.hours],
    ['Où s’adresser', contact && <Contact text={contact} />],
  ]
  return rows.flatMap(([label, content]) => (content ? [[label, content]] : []))
}
