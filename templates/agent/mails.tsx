import type { MailsErrors, MailsForm } from '#src/agent/mails/mails-form.js'
import type { Channel } from '#src/delivery/hubee/read-channel.js'
import type { DeliveryTroubles } from '#src/delivery/list-deliveries.js'
import type { Frequency } from '#src/delivery/periods.js'
import { DeskNav, type DeskNavProps } from '#templates/agent/desk-nav.js'
import { MailsChoices } from '#templates/agent/mails-choices.js'
import { type MailLine, MailsHistory } from '#templates/agent/mails-history.js'
import { MailsHubee } from '#templates/agent/mails-hubee.js'
import { MailsRecipients, type RecipientLine } from '#templates/agent/mails-recipients.js'
import { MAILS_SAID } from '#templates/agent/mails-said.js'
import { MailsTroubles } from '#templates/agent/mails-troubles.js'
import { Said } from '#templates/agent/said.js'
import { Alert } from '#templates/components/alert.js'
import { ErrorSummary } from '#templates/components/error-summary.js'
import { formatNumber, plural } from '#templates/format.js'

export type MailsProps = {
  nav: DeskNavProps
  /** What was just done. */
  said: string
  manages: boolean
  frequency: Frequency | null
  content: 'avis' | 'csv'
  /** `heure de Paris` */
  timeZone: string
  form: MailsForm
  errors: MailsErrors
  address: { typed: string; error: string | null }
  troubles: DeliveryTroubles | null
  recipients: RecipientLine[]
  lines: MailLine[]
  /** Null where nothing is handed over to HubEE. */
  channel: Channel | null
  urls: { save: string; add: string; older: string | null }
}

/** When mails leave, to whom, and what became of them. */
export function Mails(props: MailsProps) {
  const { nav, said, manages, frequency, content, timeZone, form, errors, address, recipients, urls } = props
  const active = recipients.filter(({ state }) => state === 'active').length
  return (
    <>
      <DeskNav {...nav} />
      <h1>Courriels</h1>
      <Said said={said} words={MAILS_SAID} />
      <ErrorSummary title="Rien n’est encore enregistré : il reste à corriger" errors={faultsOf(props)} />
      <p class="fr-text--lead">{inOneSentence(frequency, content, timeZone, active)}</p>
      {frequency && active === 0 && (
        <Alert kind="warning" title="Aucun courriel ne part encore">
          <p>
            {recipients.length === 0
              ? 'Il manque une adresse : ajoutez-en une plus bas.'
              : 'Aucune adresse n’est confirmée. Ouvrez le courriel reçu à cette adresse et suivez son lien ; si elle refuse nos courriels, donnez-en une autre.'}{' '}
            Rien n’est perdu : tout partira dès qu’une adresse est confirmée.
          </p>
        </Alert>
      )}
      {props.troubles && <MailsTroubles troubles={props.troubles} manages={manages} mailsUrl={null} />}
      {manages && (
        <MailsChoices form={form} errors={errors} content={content} timeZone={timeZone} action={urls.save} />
      )}
      <MailsRecipients recipients={recipients} manages={manages} address={address} action={urls.add} />
      {props.channel && <MailsHubee channel={props.channel} />}
      <MailsHistory lines={props.lines} olderUrl={urls.older} />
    </>
  )
}

function inOneSentence(
  frequency: Frequency | null,
  content: 'avis' | 'csv',
  timeZone: string,
  active: number,
): string {
  if (!frequency) return 'Aucun courriel n’annonce ce que les habitants transmettent.'
  const what = content === 'csv' ? 'Un courriel avec le fichier' : 'Un courriel qui annonce les transmissions'
  const to = active === 0 ? '' : `, à ${formatNumber(active)} ${plural(active, 'adresse')}`
  return `${what} part ${WHEN[frequency](timeZone)}${to}. S’il n’y a rien de nouveau, rien ne part.`
}

const WHEN: Record<Frequency, (timeZone: string) => string> = {
  transmission: () => 'dès qu’un habitant transmet',
  jour: (timeZone) => `chaque jour à 7\u00a0h (${timeZone})`,
  semaine: (timeZone) => `chaque lundi à 7\u00a0h (${timeZone})`,
  mois: (timeZone) => `le 1er de chaque mois à 7\u00a0h (${timeZone})`,
}

function faultsOf({ errors, address }: MailsProps) {
  const fields: [string, string | null | undefined][] = [
    ['frequence-jamais', errors.frequence],
    ['contenu-avis', errors.contenu],
    ['risque', errors.risque],
    ['adresse', address.error],
  ]
  return fields.flatMap(([fieldId, message]) => (message ? [{ fieldId, message }] : []))
}
