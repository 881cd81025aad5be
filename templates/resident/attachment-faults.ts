import type { RefusalReason } from '#src/attachments/examination.js'

/** Why a file that was joined is not kept; `busy` when it could not be examined for the moment. */
export type AttachmentFault = RefusalReason | 'busy'

const FUNDS = 'caf.fr ou monespaceprive.msa.fr'
const AGAIN = `téléchargez de nouveau votre attestation sur ${FUNDS}, sans la modifier, ou prenez-la en photo.`

/** What is wrong with a file, and what to do; `name` as the resident's device calls it. */
export function attachmentFault(fault: AttachmentFault, name: string): string {
  const file = name.trim() === '' ? 'Ce fichier' : `Le fichier « ${name.trim()} »`
  switch (fault) {
    case 'empty':
      return `${file} est vide : choisissez-le de nouveau.`
    case 'too-big':
      return tooBig(name.trim(), file)
    case 'unknown-kind':
      return `${file} n’est ni un PDF, ni une photo JPEG ou PNG : envoyez un PDF, une photo JPEG ou PNG, ou une capture d’écran de la photo.`
    case 'damaged':
      return `${file} est abîmé ou incomplet et ne s’ouvre pas : ${AGAIN}`
    case 'too-many-pixels':
      return `${file} contient une image trop grande : envoyez-en une capture d’écran, ou le PDF de ${FUNDS}.`
    case 'protected':
      return `${file} est protégé, par un mot de passe par exemple, et ne peut pas être vérifié : joignez plutôt une photo de votre attestation.`
    case 'scripts':
      return `${file} contient des programmes : ${AGAIN}`
    case 'actions':
      return `${file} contient des actions automatiques : ${AGAIN}`
    case 'embedded-files':
      return `${file} contient d’autres fichiers : ${AGAIN}`
    case 'too-complex':
      return `${file} est trop compliqué à vérifier : ${AGAIN}`
    case 'busy':
      return `${file} n’a pas pu être vérifié, car beaucoup de fichiers arrivent en ce moment : envoyez-le de nouveau dans une minute.`
  }
}

function tooBig(name: string, file: string): string {
  if (/\.pdf$/i.test(name))
    return `${file} est trop lourd (plus de 5 Mo). Téléchargez de nouveau votre attestation sur ${FUNDS}, ou faites-en une capture d’écran.`
  const photo = name === '' ? 'Cette photo' : `La photo « ${name} »`
  return `${photo} est trop lourde (plus de 5 Mo). Faites une capture d’écran de la photo : elle est plus légère. Ou prenez le PDF sur ${FUNDS}.`
}

/** More files than one transmission carries. */
export function tooManyFiles(): string {
  return 'Vous avez choisi plus de trois fichiers : gardez-en trois au plus.'
}

/** A file that waited for the form to be right, and does no more. */
export function heldTooLong(minutes: number): string {
  return `Un fichier déjà joint n’a été gardé que ${minutes} minutes : joignez-le de nouveau.`
}

/** A file that was right, and for which there is no room to wait. */
export function notHeld(name: string): string {
  return `Le fichier « ${name.trim()} » n’a pas été gardé, car beaucoup de fichiers arrivent en ce moment : joignez-le de nouveau.`
}
