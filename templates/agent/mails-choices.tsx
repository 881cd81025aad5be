import type { MailsErrors, MailsForm } from '#src/agent/mails/mails-form.js'
import { Checkbox } from '#templates/components/checkbox.js'
import { RadioGroup } from '#templates/components/radio-group.js'

type Props = {
  form: MailsForm
  errors: MailsErrors
  /** What mails hold until now. */
  content: 'avis' | 'csv'
  timeZone: string
  action: string
}

/** When a mail leaves and what it holds; the file only for who has read what that means. */
export function MailsChoices({ form, errors, content, timeZone, action }: Props) {
  return (
    <>
      <h2>Quand, et avec quoi</h2>
      <form method="post" action={action} novalidate class="fr-mb-4w">
        <RadioGroup
          name="frequence"
          legend="Un courriel part"
          value={form.frequence}
          stacked={true}
          options={[
            ['jamais', 'Jamais'],
            [
              'transmission',
              'Dès qu’un habitant transmet (puis, pendant 5 minutes, les suivants sont groupés)',
            ],
            ['jour', `Chaque jour à 7 h, ${timeZone}`],
            ['semaine', 'Chaque lundi à 7 h'],
            ['mois', 'Le 1er de chaque mois à 7 h'],
          ]}
          error={errors.frequence}
        />
        <RadioGroup
          name="contenu"
          legend="Il contient"
          value={form.contenu}
          stacked={true}
          options={[
            ['avis', 'Un avis : le nombre de transmissions et un lien, aucune donnée des familles'],
            ['csv', 'Le fichier CSV des transmissions, en pièce jointe'],
          ]}
          error={errors.contenu}
        />
        {content !== 'csv' && (
          <fieldset class="fr-fieldset" aria-label="Ce que veut dire joindre le fichier">
            <Checkbox
              name="risque"
              label="Pour joindre le fichier : j’ai compris le risque"
              hint="Les noms et les quotients familiaux restent dans la messagerie et chez ceux qui la lisent ou l’hébergent. Toute personne qui lit cette adresse doit en avoir besoin, et chaque fichier doit être supprimé à la date écrite dans le courriel. L’avis suffit le plus souvent."
              checked={form.risque}
              error={errors.risque}
            />
          </fieldset>
        )}
        <button type="submit" class="fr-btn">
          Enregistrer
        </button>
      </form>
    </>
  )
}
