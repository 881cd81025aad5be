import { Alert } from '#templates/components/alert.js'
import { Badge } from '#templates/components/badge.js'
import { ErrorSummary } from '#templates/components/error-summary.js'
import { FileField } from '#templates/components/file-field.js'
import { TextArea } from '#templates/components/text-area.js'
import { ConsoleNav, type ConsoleNavProps } from '#templates/dinum/console-nav.js'

export type UploadErrors = { fichier?: string; lignes?: string }
export type OpeningListsProps = {
  nav: ConsoleNavProps
  action: string
  /** Lines as they were pasted. */
  pasted: string
  errors: UploadErrors
  /** A draft was just given up. */
  dropped: boolean
  lists: { url: string; readAt: string; state: 'draft' | 'under-way' | 'ended' }[]
  /** Where one is opened by hand. */
  oneUrl: string
}

/** Hands in a list of collectivités to open. */
export function OpeningLists({ nav, action, pasted, errors, dropped, lists, oneUrl }: OpeningListsProps) {
  const faults = Object.entries(errors).map(([fieldId, message]) => ({ fieldId, message }))
  return (
    <>
      <ConsoleNav {...nav} />
      <h1>Ouvrir une liste de collectivités</h1>
      <ErrorSummary title="La liste n’a pas été lue" errors={faults} />
      {dropped && (
        <Alert kind="info">
          <p role="status">La liste est abandonnée et ses adresses sont effacées. Rien n’a été ouvert.</p>
        </Alert>
      )}
      <p>
        Une seule à ouvrir ? <a href={oneUrl}>Ouvrir une collectivité</a>
      </p>
      <p>Rien ne s’ouvre tout de suite : vous relisez d’abord ce qui a été compris.</p>
      <form method="post" action={action} enctype="multipart/form-data" novalidate>
        <FileField
          name="fichier"
          label="Fichier CSV"
          hint="Une ligne par collectivité, 10 000 au plus, 2 Mo au plus."
          accept=".csv,.txt,text/csv,text/plain"
          error={errors.fichier}
        />
        <TextArea
          name="lignes"
          label="Ou lignes copiées d’un tableur"
          hint="Avec la ligne des titres, si elle y est."
          value={pasted}
          rows={6}
          error={errors.lignes}
        />
        <button type="submit" class="fr-btn">
          Lire la liste
        </button>
      </form>
      <Columns />
      <Kept lists={lists} />
    </>
  )
}

const COLUMNS: [string, string][] = [
  ['siret', 'obligatoire ; 14 chiffres'],
  ['email', 'obligatoire ; les gestionnaires à inviter, plusieurs adresses si vous voulez'],
  ['contact métier', 'ou email2 ; une autre personne à inviter, gardée comme contact métier'],
  ['code_cog', 'pour un CCAS, un syndicat ou une intercommunalité : le code COG de la commune où il est'],
  ['nom', 'pour les mêmes : leur nom, tel que les habitants le liront'],
  ['dpo', 'le délégué à la protection des données ; il n’est pas invité'],
]

function Columns() {
  return (
    <>
      <h2>Colonnes du fichier</h2>
      <p>
        La première ligne donne leurs titres, dans l’ordre que vous voulez. D’autres colonnes ne gênent pas :
        elles sont ignorées.
      </p>
      <ul>
        {COLUMNS.map(([title, meaning]) => (
          <li>
            <strong>{title}</strong> : {meaning}
          </li>
        ))}
      </ul>
      <p>
        Excel abrège les SIRET (<span class="qf-code">2,14E+13</span>) et perd leurs derniers chiffres. Mettez
        la colonne au format Texte avant d’y coller les numéros.
      </p>
    </>
  )
}

const STATES = {
  draft: ['À vérifier', 'warning'],
  'under-way': ['En cours', 'info'],
  ended: ['Terminée', 'success'],
} as const

function Kept({ lists }: Pick<OpeningListsProps, 'lists'>) {
  if (lists.length === 0) return null
  return (
    <>
      <h2>Listes récentes</h2>
      <ul>
        {lists.map(({ url, readAt, state }) => (
          <li>
            <a href={url}>Liste lue le {readAt}</a> <Badge kind={STATES[state][1]}>{STATES[state][0]}</Badge>
          </li>
        ))}
      </ul>
      <p>Chacune est effacée, avec ses adresses, un jour après sa lecture ou son ouverture.</p>
    </>
  )
}
