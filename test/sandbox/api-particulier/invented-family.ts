import type { Identity } from '../franceconnect/identity.js'

/** Words that stand only in what nobody asked for: none of them may be kept, shown or logged anywhere. */
export const UNREQUESTED_MARKERS = [
  'ZZCONJOINTE',
  'ZZENFANTAINE',
  'ZZENFANTCADET',
  'ZZRUE DU MARQUEUR',
  '99999 ZZVILLE',
  'ZZCHAMPINCONNU',
] as const

/** The family and the address that answers carry, asked for or not, as those of the State's own test environment do. */
export function inventedFamily({ familyName, givenNames, gender, birthdate }: Identity) {
  const [year, month, day] = birthdate.split('-')
  return {
    allocataires: [
      {
        nom_naissance: familyName,
        nom_usage: null,
        prenoms: givenNames.join(' ').toUpperCase(),
        date_naissance: birthdate,
        annee_date_de_naissance: year,
        mois_date_de_naissance: month,
        jour_date_de_naissance: day,
        sexe: gender === 'male' ? 'M' : 'F',
      },
      {
        nom_naissance: 'ZZCONJOINTE',
        nom_usage: familyName,
        prenoms: 'ZZCONJOINTE',
        date_naissance: '1984-02-02',
        sexe: 'F',
      },
    ],
    enfants: [
      {
        nom_naissance: familyName,
        nom_usage: null,
        prenoms: 'ZZENFANTAINE',
        date_naissance: '2016-04-00',
        sexe: 'F',
      },
      {
        nom_naissance: familyName,
        nom_usage: null,
        prenoms: 'ZZENFANTCADET',
        date_naissance: '2020-00-00',
        sexe: 'M',
      },
    ],
    adresse: {
      destinataire: `Madame et Monsieur ${familyName}`,
      complement_information: null,
      complement_information_geographique: null,
      numero_libelle_voie: '7 ZZRUE DU MARQUEUR',
      lieu_dit: null,
      code_postal_ville: '99999 ZZVILLE',
      pays: 'FRANCE',
    },
    champ_inconnu: { valeur: 'ZZCHAMPINCONNU' },
  }
}
