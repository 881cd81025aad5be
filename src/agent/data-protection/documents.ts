import type { AgentServices } from '#src/agent/desk-visit.js'
import { collectivitePath } from '#src/collectivite/addresses.js'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { listContacts } from '#src/collectivite/contacts.js'
import { MAILED_COLUMNS } from '#src/delivery/compose.js'
import { impactAssessment } from '#templates/documents/impact-assessment.js'
import { informationNotice } from '#templates/documents/information-notice.js'
import type { ProtectionFacts } from '#templates/documents/protection-facts.js'
import { registerEntry } from '#templates/documents/register-entry.js'
import type { TextDocument } from '#templates/documents/text-document.js'
import { formatDate } from '#templates/format.js'

/** By the last part of their address. */
export const DOCUMENTS: Record<string, (facts: ProtectionFacts) => TextDocument> = {
  registre: registerEntry,
  mention: informationNotice,
  'analyse-impact': impactAssessment,
}

/** What the documents of this collectivité say: what it chose, and what holds everywhere. */
export async function readProtectionFacts(
  { db, config, now }: Pick<AgentServices, 'db' | 'config' | 'now'>,
  collectivite: Collectivite,
): Promise<ProtectionFacts> {
  const { siret, timeZone } = collectivite
  const { name, supportEmail, hostingProvider, subprocessors, backupDays } = config.operator
  const contacts = await listContacts(db, siret)
  const page = collectivitePath(siret)
  return {
    collectivite,
    officer: contacts.find(({ kind }) => kind === 'délégué à la protection des données') ?? null,
    operatorName: name,
    supportEmail,
    hostingProvider,
    subprocessors,
    backupDays,
    retentionDays: config.retentionDays,
    mailedColumns: MAILED_COLUMNS,
    pageUrl: new URL(page, config.publicUrl).href,
    personalDataUrl: new URL(`${page}/donnees_personnelles`, config.publicUrl).href,
    today: formatDate(now(), timeZone),
  }
}
