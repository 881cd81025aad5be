import type { Child } from 'hono/jsx'
import type { Fault } from '#src/onboarding/openings/faults.js'
import type { ListCounts } from '#src/onboarding/openings/find-list.js'
import { Alert } from '#templates/components/alert.js'
import { ConsoleNav, type ConsoleNavProps } from '#templates/dinum/console-nav.js'
import { FAULT_WORDS } from '#templates/dinum/opening-faults.js'
import { formatNumber, plural } from '#templates/format.js'

export type FaultyLine = { line: number; faults: { fault: Fault; value: string }[] }
export type OpeningPreviewProps = {
  nav: ConsoleNavProps
  counts: ListCounts
  ignoredColumns: string[]
  /** The first ones that are in order; `name` is null where the SIRET does not tell it. */
  sample: { line: number; siret: string; name: string | null; emails: string[] }[]
  /** The first ones in error. */
  faulty: FaultyLine[]
  faultyUrl: string
  /** The first ones that name a SIRET which an earlier line names. */
  repeated: { line: number; first: number; isDuplicate: boolean }[]
  confirmUrl: string
  dropUrl: string
  listsUrl: string
}

/** What was understood of a list; nothing of it is open yet. */
export function OpeningPreview(props: OpeningPreviewProps) {
  const { nav, counts, confirmUrl, dropUrl, listsUrl } = props
  const { toOpen, known } = counts
  const toDo = toOpen + known['en attente'] + known.ouverte
  return (
    <>
      <ConsoleNav {...nav} />
      <h1>Vérifier la liste</h1>
      <p class="fr-text--lead">
        {formatNumber(counts.lines)} {plural(counts.lines, 'ligne')} {plural(counts.lines, 'lue')}. Rien n’est
        encore ouvert.
      </p>
      <Summary {...props} />
      {toDo > 0 ? (
        <form method="post" action={confirmUrl} class="fr-mt-3w fr-mb-2w">
          <button type="submit" class="fr-btn">
            {toOpen > 0 ? `Ouvrir ${collectivites(toOpen)}` : 'Envoyer les liens qui manquent'}
          </button>
        </form>
      ) : (
        <Alert kind="warning">
          <p>Il n’y a rien à ouvrir dans cette liste.</p>
        </Alert>
      )}
      <form method="post" action={dropUrl} class="fr-mb-2w">
        <button type="submit" class="fr-btn fr-btn--secondary">
          Abandonner cette liste
        </button>
      </form>
      <p>
        <a href={listsUrl}>Lire un autre fichier</a>
      </p>
      <Sample {...props} />
      <Faulty {...props} />
      <Repeated {...props} />
    </>
  )
}

function Summary({ counts, ignoredColumns, repeated }: OpeningPreviewProps) {
  const { toOpen, known, faulty } = counts
  const there = known['en attente'] + known.ouverte
  const items: (Child | false)[] = [
    <>
      <strong>{collectivites(toOpen)}</strong> {toOpen > 1 ? 'seront ouvertes' : 'sera ouverte'} ; un lien
      partira à chaque adresse.
    </>,
    there > 0 && (
      <>
        {collectivites(there)} {there > 1 ? 'sont' : 'est'} déjà dans le service : un lien ne partira qu’aux
        adresses qui n’en ont jamais eu.
      </>
    ),
    known.suspendue > 0 && (
      <>
        {collectivites(known.suspendue)} {known.suspendue > 1 ? 'sont suspendues' : 'est suspendue'} : rien ne
        changera, leur page permet de les rouvrir.
      </>
    ),
    known.fermée > 0 && (
      <>
        {collectivites(known.fermée)} {known.fermée > 1 ? 'sont fermées' : 'est fermée'} : rien ne changera,
        leur page permet de les rouvrir.
      </>
    ),
    faulty > 0 && (
      <>
        <a href="#erreurs">
          {formatNumber(faulty)} {plural(faulty, 'ligne')} en erreur
        </a>{' '}
        {faulty > 1 ? 'seront laissées' : 'sera laissée'} de côté.
      </>
    ),
    repeated.length > 0 && <a href="#repetitions">Des lignes répètent un SIRET.</a>,
    ignoredColumns.length > 0 && <>Colonnes ignorées : {ignoredColumns.join(', ')}.</>,
  ]
  return (
    <ul>
      {items.filter(Boolean).map((item) => (
        <li>{item}</li>
      ))}
    </ul>
  )
}

function collectivites(count: number): string {
  return `${formatNumber(count)} ${plural(count, 'collectivité')}`
}

function Sample({ sample }: OpeningPreviewProps) {
  if (sample.length === 0) return null
  return (
    <>
      <h2>Les premières lignes, comme elles ont été comprises</h2>
      <table class="qf-cards">
        <caption class="fr-sr-only">Premières lignes sans erreur</caption>
        <thead>
          <tr>
            {['Collectivité', 'À inviter'].map((title) => (
              <th scope="col">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.map(({ line, siret, name, emails }) => (
            <tr>
              <th scope="row">
                {name ?? 'Sans nom'}
                <span class="qf-detail">
                  Ligne {line}, SIRET {siret}
                </span>
              </th>
              <td data-label="À inviter">{emails.join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Faulty({ counts, faulty, faultyUrl }: OpeningPreviewProps) {
  if (faulty.length === 0) return null
  return (
    <>
      <h2 id="erreurs">Lignes en erreur</h2>
      <p>
        Corrigez-les dans votre fichier et lisez-le de nouveau : ce qui est déjà ouvert ne le sera pas deux
        fois.
      </p>
      <p>
        <a href={faultyUrl} download>
          Télécharger les lignes en erreur (CSV)
        </a>
      </p>
      <table class="qf-cards">
        <caption class="fr-sr-only">Lignes en erreur</caption>
        <thead>
          <tr>
            {['Ce qui est écrit', 'Ce qu’il faut faire'].map((title) => (
              <th scope="col">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {faulty.flatMap(({ line, faults }) =>
            faults.map(({ fault, value }) => (
              <tr>
                <th scope="row">
                  {value === '' ? 'Rien' : value}
                  <span class="qf-detail">Ligne {line}</span>
                </th>
                <td data-label="Ce qu’il faut faire">{FAULT_WORDS[fault]}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
      {faulty.length < counts.faulty && (
        <p>
          Les {formatNumber(faulty.length)} premières sont montrées ; les {formatNumber(counts.faulty)} sont
          dans le fichier.
        </p>
      )}
    </>
  )
}

function Repeated({ repeated }: OpeningPreviewProps) {
  if (repeated.length === 0) return null
  return (
    <>
      <h2 id="repetitions">Lignes qui répètent un SIRET</h2>
      <ul>
        {repeated.map(({ line, first, isDuplicate }) => (
          <li>
            Ligne {line} : même SIRET que la ligne {first}.{' '}
            {isDuplicate ? 'Elle n’apporte rien de plus.' : 'Ses adresses seront invitées aussi.'}
          </li>
        ))}
      </ul>
    </>
  )
}
