import { Attestation } from '#templates/resident/attestation.js'
import type { AttestationWarning } from '#templates/resident/attestation-warning.js'
import { Dispute } from '#templates/resident/dispute.js'
import { qf742 } from '../support/named.js'
import { bornAbroad, commune, identity, longNamed } from './fixtures.js'
import type { GalleryPage } from './gallery-pages.js'

type AttestationProps = Parameters<typeof Attestation>[0]
type DisputeProps = Parameters<typeof Dispute>[0]

const LONG = 'Ce texte compte 131 caractères\u00a0: raccourcissez-le à 100 caractères au plus.'
const EMPTY = { nom: '', prenoms: '', sexe: '', naissance: '', qf: '', mois: '', regime: '', site_web: '' }
const TYPED = {
  ...EMPTY,
  nom: 'x'.repeat(120),
  prenoms: 'Nadège, Anne Lise',
  sexe: 'female',
  naissance: '31/02/1988',
  qf: '742,355',
  mois: '13/2026',
}
const ERRORS = {
  nom: LONG,
  naissance: 'Écrivez la date de naissance comme 09/04/1988.',
  regime: 'Choisissez la caisse qui a fait l’attestation.',
  qf: 'Écrivez le quotient familial en euros, comme 742 ou 742,35.',
  mois: 'Écrivez le mois de l’attestation comme 11/2026 ou novembre 2026, sans dépasser le mois en cours.',
}
const HELD = [
  { name: 'attestation-de-paiement-novembre.pdf', token: 'a', size: 84_000 },
  { name: `photo${'-de-la-page'.repeat(8)}.jpg`, token: 'b', size: 1_400_000 },
]
const FAULTS = ['Le fichier «\u00a0IMG_0042.HEIC\u00a0» n’est ni un PDF, ni une photo JPEG ou PNG.']
const DECLARED = { knownName: '', childrenOrServices: 'Mila et Noé', errors: {} }
const WARNINGS: AttestationWarning[] = [
  { kind: 'identity-changed' },
  { kind: 'hidden-field' },
  { kind: 'form-too-old' },
  { kind: 'form-used' },
  { kind: 'session-expired' },
  { kind: 'too-often', minutes: 8 },
]

/** The attestation joined here, and the value that does not match, in all their states. */
export function attestationPages(): GalleryPage[] {
  return [
    attestation('identifiee', { identity }),
    attestation('identifiee-complete', {
      collectivite: longNamed,
      identity: bornAbroad,
      declared: DECLARED,
      isShared: true,
    }),
    attestation('ecrite', {}),
    attestation('erreurs', {
      typed: TYPED,
      errors: ERRORS,
      declared: { ...DECLARED, errors: { knownName: LONG } },
      files: { held: HELD, faults: FAULTS },
    }),
    ...WARNINGS.map((warning) =>
      attestation(`avertie-${warning.kind}`, { warning, files: { held: HELD, faults: [] } }),
    ),
    dispute('simple', {}),
    dispute('erreurs', {
      collectivite: longNamed,
      identity: bornAbroad,
      quotientFamilial: { ...qf742, provider: 'MSA', value: 12_480 },
      said: { reason: 'x'.repeat(501), error: LONG },
      declared: DECLARED,
      files: { held: HELD.slice(0, 1), faults: FAULTS },
    }),
  ]
}

function attestation(path: string, props: Partial<AttestationProps>): GalleryPage {
  return {
    path: `/attestation/${path}`,
    title: `${isRefused(props) ? 'Erreur : ' : ''}Attestation ${path}`,
    signedIn: Boolean(props.identity),
    scripts: ['files.js'],
    page: (
      <Attestation
        collectivite={commune}
        identity={null}
        revue="6a0c6d6e"
        typed={EMPTY}
        errors={{}}
        declared={null}
        isShared={false}
        files={{ held: [], faults: [] }}
        warning={null}
        action="/attestation"
        otherWayUrl="/autrement"
        {...props}
      />
    ),
  }
}

function dispute(path: string, props: Partial<DisputeProps>): GalleryPage {
  return {
    path: `/signalement/${path}`,
    title: `${props.said?.error ? 'Erreur : ' : ''}Signalement ${path}`,
    signedIn: true,
    scripts: ['files.js'],
    page: (
      <Dispute
        collectivite={commune}
        identity={identity}
        quotientFamilial={qf742}
        revue="6a0c6d6e"
        said={{ reason: '', error: null }}
        declared={null}
        isShared={false}
        files={{ held: [], faults: [] }}
        action="/signalement"
        reviewUrl="/revue"
        {...props}
      />
    ),
  }
}

function isRefused({ errors, warning }: Partial<AttestationProps>): boolean {
  return errors !== undefined || (warning ?? null) !== null
}
