import type { DifferenceKind } from '#src/onboarding/datapass/differences.js'

/** What a difference means, and what to do about it. */
export const DIFFERENCE_WORDS: Record<DifferenceKind, { title: string; means: string; todo: string }> = {
  'terminée chez DataPass': {
    title: 'Actives ici, terminées chez DataPass',
    means:
      'DataPass n’a plus d’habilitation active, et l’événement qui le disait n’est pas arrivé. Les habitants peuvent encore transmettre.',
    todo: 'Vérifiez la demande dans DataPass. Si elle est bien révoquée, suspendez la collectivité.',
  },
  'inconnue de DataPass': {
    title: 'Actives ici, que DataPass ne montre pas',
    means: 'DataPass dit ne pas connaître la demande, ou ne la montre pas au compte de ce service.',
    todo: 'Vérifiez que ce compte a le rôle « développeur » pour le formulaire dans DataPass. Sinon, demandez à l’équipe de DataPass ce qu’est devenue la demande.',
  },
  'terminée ici': {
    title: 'Actives chez DataPass, terminées ici',
    means:
      'Le dernier événement reçu mettait fin à l’habilitation. Les habitants ne peuvent pas transmettre.',
    todo: 'Si DataPass a raison, faites-y renvoyer l’événement de validation, ou rouvrez la collectivité.',
  },
  'autre SIRET': {
    title: 'Pas la même organisation',
    means: 'DataPass nomme une autre organisation que celle qui a le service ici.',
    todo: 'Ouvrez la demande\u00a0: si un transfert y attend, acceptez-le ou laissez-le. Sinon l’événement s’est perdu\u00a0: faites-le renvoyer par DataPass.',
  },
  'événements arrêtés': {
    title: 'Une validation manque',
    means:
      'DataPass a validé la demande de nouveau, et l’événement n’est pas arrivé. Le service reste ouvert, mais les contacts connus ici peuvent être dépassés.',
    todo: 'Vérifiez dans DataPass que le webhook est actif, puis faites renvoyer l’événement.',
  },
  'SIRET invalide': {
    title: 'SIRET impossible',
    means: 'DataPass donne un SIRET qui n’en est pas un\u00a0: la collectivité n’a pas été ouverte.',
    todo: 'Signalez-le à l’équipe de DataPass, qui peut corriger l’organisation de la demande.',
  },
}

const FAULTS: Record<string, string> = {
  DATAPASS_UNREACHABLE: 'DataPass n’a pas répondu',
  DATAPASS_UNAVAILABLE: 'DataPass a répondu par une erreur',
  DATAPASS_CREDENTIALS:
    'DataPass refuse l’identifiant du service\u00a0; vérifiez DATAPASS_CLIENT_ID et DATAPASS_CLIENT_SECRET',
  DATAPASS_FORBIDDEN:
    'le compte du service ne peut pas lire les habilitations\u00a0; il lui faut le rôle « développeur » dans DataPass',
  DATAPASS_UNREADABLE: 'DataPass a répondu autrement que prévu',
}

/** Why a comparison failed, by its code. */
export function comparisonFault(code: string): string {
  return FAULTS[code] ?? 'une erreur de notre côté'
}
