/** Why a form that is filled rightly was not sent. */
export type AttestationWarning =
  | { kind: 'identity-changed' }
  | { kind: 'hidden-field' }
  | { kind: 'form-too-old' }
  | { kind: 'form-used' }
  | { kind: 'session-expired' }
  | { kind: 'too-often'; minutes: number }

/** What the resident reads of it, and what to do. */
export function attestationWarning(warning: AttestationWarning): { title: string; words: string } {
  switch (warning.kind) {
    case 'identity-changed':
      return {
        title: 'Relisez avant de transmettre',
        words:
          'Vous vous êtes identifié de nouveau depuis que cette page est ouverte. Vérifiez que l’identité est bien la vôtre, puis transmettez.',
      }
    case 'hidden-field':
      return {
        title: 'Rien n’a encore été transmis',
        words:
          'Un champ caché, qui arrête les robots, a été rempli, sans doute par votre navigateur. Il est vidé : transmettez de nouveau.',
      }
    case 'form-too-old':
      return {
        title: 'Rien n’a encore été transmis',
        words:
          'Cette page était ouverte depuis trop longtemps. Rien n’est perdu : relisez, puis transmettez de nouveau.',
      }
    case 'form-used':
      return {
        title: 'Rien n’a encore été transmis',
        words:
          'Cette page avait déjà servi à transmettre une autre attestation. Relisez ce que vous avez écrit : si c’est une nouvelle attestation, transmettez de nouveau.',
      }
    case 'session-expired':
      return {
        title: 'Votre identification a expiré',
        words:
          'Rien n’a encore été transmis, et rien de ce que vous avez écrit n’est perdu. Écrivez ci-dessous à quel nom est l’attestation, puis transmettez ; ou recommencez avec FranceConnect depuis la page de votre collectivité.',
      }
    case 'too-often':
      return {
        title: 'Trop d’envois pour le moment',
        words: `Beaucoup d’attestations viennent d’être envoyées d’ici ou à cette collectivité. Réessayez dans ${formatMinutes(warning.minutes)}, en joignant de nouveau votre document, ou apportez votre attestation à l’accueil.`,
      }
  }
}

function formatMinutes(minutes: number): string {
  if (minutes > 90) return `${Math.ceil(minutes / 60)} heures`
  return minutes > 1 ? `${minutes} minutes` : 'une minute'
}
