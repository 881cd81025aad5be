import providers from 'email-providers'

// French access providers and free mailboxes that the list lacks.
const OF_FRANCE = [
  '9online.fr',
  'aliceadsl.fr',
  'bbox.fr',
  'cegetel.net',
  'dbmail.com',
  'francemel.fr',
  'izi.re',
  'lagoon.nc',
  'libertysurf.fr',
  'mail.pf',
  'mailo.com',
  'mediaserv.net',
  'nc-mail.nc',
  'noos.fr',
  'nordnet.fr',
  'numericable.com',
  'numericable.fr',
  'only.fr',
  'orange.re',
  'ozone.net',
  'tele2.fr',
  'wibox.fr',
]
const DOMAINS = new Set([...providers, ...OF_FRANCE])

/** Whether an address belongs to a mailbox for the public at large, and not to an organisation's own domain. */
export function isFreeMail(email: string): boolean {
  const labels = email
    .slice(email.lastIndexOf('@') + 1)
    .toLowerCase()
    .split('.')
  return labels.some((_, index) => DOMAINS.has(labels.slice(index).join('.')))
}
