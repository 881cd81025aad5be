import providers from 'email-providers'
import type { Collectivite } from '#src/collectivite/collectivite.js'

// Access providers of France and free mailboxes that the list lacks.
const MISSING = [
  '9online.fr',
  'aliceadsl.fr',
  'aol.fr',
  'bbox.fr',
  'canl.nc',
  'caramail.fr',
  'cegetel.net',
  'chello.fr',
  'dbmail.com',
  'duck.com',
  'estvideo.fr',
  'evc.net',
  'fastmail.com',
  'francemel.fr',
  'ik.me',
  'infonie.fr',
  'izi.re',
  'knet.fr',
  'lagoon.nc',
  'libertysurf.fr',
  'lilo.org',
  'mail.pf',
  'mailfence.com',
  'mailo.com',
  'mediaserv.net',
  'mls.nc',
  'mozmail.com',
  'nc-mail.nc',
  'net-c.fr',
  'netc.fr',
  'noos.fr',
  'nordnet.com',
  'nordnet.fr',
  'numericable.com',
  'numericable.fr',
  'only.fr',
  'orange.re',
  'ozone.net',
  'posteo.net',
  'riseup.net',
  'sfr.re',
  'tele2.fr',
  'tiscali.fr',
  'tuta.com',
  'tuta.io',
  'tutanota.com',
  'wanadoo.nc',
  'wanadoo.re',
  'wibox.fr',
  'zaclys.net',
  'zeop.re',
]
const DOMAINS = new Set([...providers, ...MISSING])

/** Whether files may go to an address of this collectivité. */
export function mayHaveFiles(
  { freeMailAllowed }: Pick<Collectivite, 'freeMailAllowed'>,
  email: string,
): boolean {
  return freeMailAllowed || !isFreeMail(email)
}

/** Whether an address belongs to a mailbox for the public at large, and not to an organisation's own domain. */
function isFreeMail(email: string): boolean {
  const labels = email
    .slice(email.lastIndexOf('@') + 1)
    .toLowerCase()
    .split('.')
  return labels.some((_, index) => DOMAINS.has(labels.slice(index).join('.')))
}
