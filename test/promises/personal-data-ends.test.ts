import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cutChains } from '#src/audit/cut-chains.js'
import { letGo } from '#src/collectivite/access/change-members.js'
import { sendMail } from '#src/delivery/send-mail.js'
import { sweepMails } from '#src/delivery/sweep-mails.js'
import { forgetInCollectivites } from '#src/ends/of-collectivite.js'
import { forgetOperators } from '#src/ends/of-operator.js'
import { createSessions } from '#src/http/sessions.js'
import { startWorker } from '#src/jobs/worker.js'
import { removeExpiredCounts } from '#src/limits/limiter.js'
import { erasePayloads } from '#src/onboarding/datapass/erase-payloads.js'
import { eraseClosed } from '#src/onboarding/erase-closed.js'
import { sweepLists } from '#src/onboarding/openings/sweep-lists.js'
import { createHeldFiles } from '#src/resident/attestation/held-files.js'
import { cancelSubmission } from '#src/submission/cancel.js'
import { eraseOldAttachments } from '#src/submission/erase-attachments.js'
import { purge } from '#src/submission/purge.js'
import { removeSubmission } from '#src/submission/remove.js'
import { removeForgotten } from '#src/submission/sent-transmissions.js'
import { ENDINGS, type Ending } from '#templates/personal-data/endings.js'
import { GROUPS } from '#templates/personal-data/groups.js'

/** For each end that the page promises: the code that brings it about, and where it is shown to. */
const KEPT: Record<Ending, { by: ((...args: never[]) => unknown)[]; shownIn: string[] }> = {
  transmission: {
    by: [purge, cancelSubmission, removeSubmission, eraseClosed],
    shownIn: ['purge', 'closing'],
  },
  found: { by: [removeForgotten], shownIn: ['purge', 'transmissions'] },
  file: { by: [eraseOldAttachments, purge], shownIn: ['attestation', 'purge'] },
  heldFile: { by: [createHeldFiles, createSessions], shownIn: ['held-files', 'purge'] },
  session: { by: [createSessions], shownIn: ['purge'] },
  agentSession: { by: [createSessions], shownIn: ['purge'] },
  visit: { by: [createSessions], shownIn: ['purge'] },
  receipt: { by: [sendMail, sweepMails, purge], shownIn: ['receipt-by-mail', 'purge'] },
  mail: { by: [sendMail, sweepMails], shownIn: ['deliveries', 'ends'] },
  mailDates: { by: [sweepMails, purge, eraseClosed], shownIn: ['ends', 'purge', 'closing'] },
  access: { by: [letGo, eraseClosed], shownIn: ['members-changes', 'closing'] },
  namedByTrace: { by: [forgetInCollectivites], shownIn: ['ends'] },
  invitation: { by: [forgetInCollectivites, eraseClosed], shownIn: ['ends', 'closing'] },
  recipient: { by: [forgetInCollectivites, eraseClosed], shownIn: ['ends', 'closing'] },
  contact: { by: [eraseClosed], shownIn: ['closing'] },
  publicContact: { by: [eraseClosed], shownIn: ['closing'] },
  habilitation: { by: [erasePayloads], shownIn: ['datapass'] },
  openingList: { by: [sweepLists], shownIn: ['opening-list'] },
  trace: { by: [cutChains, forgetOperators], shownIn: ['ends'] },
  leaving: { by: [forgetInCollectivites, eraseClosed], shownIn: ['ends', 'closing'] },
  limit: { by: [removeExpiredCounts], shownIn: ['../../src/limits/call-budget'] },
  queue: { by: [startWorker, purge], shownIn: ['purge'] },
}

test('every end that the page promises is brought about by some code and shown by some test', () => {
  expect(Object.keys(KEPT).toSorted()).toEqual(Object.keys(ENDINGS).toSorted())
  for (const [ending, { by, shownIn }] of Object.entries(KEPT)) {
    for (const code of by) expect(code, ending).toBeTypeOf('function')
    for (const journey of shownIn) expect(existsSync(`test/journeys/${journey}.test.ts`), journey).toBe(true)
  }
  const promised = Object.values(GROUPS).map(({ kept }) => kept)
  expect(new Set(promised)).toEqual(new Set(Object.keys(ENDINGS)))
})
