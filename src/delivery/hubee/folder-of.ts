import type { Collectivite } from '#src/collectivite/collectivite.js'
import { certifiedData } from '#src/delivery/hubee/certified-data.js'
import { toXml } from '#src/delivery/hubee/to-xml.js'
import type { NewFolder } from '#src/external/hubee/folders.js'
import type { OpenedSubmission } from '#src/submission/content.js'
import { renderTransmission } from '#templates/print/transmission.js'

const NAME_AT_MOST = 200

/** A transmission as HubEE takes it: the same data for software in two ways, and a sheet for who reads it. */
export async function folderOf(
  submission: OpenedSubmission,
  collectivite: Collectivite,
  operatorName: string,
): Promise<NewFolder> {
  const { identity, reference } = submission
  const data = certifiedData(submission)
  const { siret, codeCog: cogCode } = collectivite
  return {
    externalId: `Formulaire-QF-${reference}`,
    applicant: { firstName: identity.givenNames.join(' '), lastName: identity.familyName },
    recipient: { siret, cogCode },
    files: [
      {
        name: 'FormulaireQF.json',
        mimeType: 'application/json',
        bytes: Buffer.from(JSON.stringify(data)),
      },
      { name: 'FormulaireQF.xml', mimeType: 'application/xml', bytes: Buffer.from(toXml(data)) },
      {
        name: sheetName(submission),
        mimeType: 'application/pdf',
        bytes: await renderTransmission(submission, collectivite, operatorName),
      },
    ],
  }
}

/** `quotient_familial_D_ESSAI_Nadège.pdf`: what some file systems refuse is left out, and a name may be long. */
function sheetName({ identity: { familyName, givenNames } }: OpenedSubmission): string {
  const words = [familyName, ...givenNames].join('_').normalize('NFC')
  const name = [...words.replace(/[^\p{L}\p{M}\p{N}-]+/gu, '_')].slice(0, NAME_AT_MOST).join('')
  return `quotient_familial_${name}.pdf`
}
