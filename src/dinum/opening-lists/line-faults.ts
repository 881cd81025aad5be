import type { Fault } from '#src/onboarding/openings/faults.js'
import { readOutcome } from '#src/onboarding/openings/faults.js'
import type { OpeningLine } from '#src/onboarding/openings/list-lines.js'
import { isEmail } from '#src/onboarding/openings/read-cells.js'

/** What is wrong with a line, with what is written there. */
export function faultsOf(line: OpeningLine): { fault: Fault; value: string }[] {
  const outcome = readOutcome(line.outcome)
  if (outcome.kind !== 'faulty') return []
  return outcome.faults.map((fault) => ({ fault, value: writtenFor(line, fault) }))
}

function writtenFor(
  { organizationSiret, emails, dataProtectionOfficer, codeCog }: OpeningLine,
  fault: Fault,
): string {
  switch (fault) {
    case 'email-missing':
      return ''
    case 'email-wrong':
      return emails.filter((email) => !isEmail(email)).join(' ')
    case 'email-too-many':
      return emails.join(', ')
    case 'dpo-wrong':
      return dataProtectionOfficer ?? ''
    case 'cog-wrong':
      return codeCog ?? ''
    default:
      return organizationSiret
  }
}
