/** Scopes of ProConnect and the claims they open. https://partenaires.proconnect.gouv.fr/docs/ressources/scope-claims */
export const CLAIMS_BY_SCOPE: Record<string, string[]> = {
  openid: ['sub'],
  given_name: ['given_name'],
  usual_name: ['usual_name'],
  email: ['email'],
  uid: ['uid'],
  siret: ['siret'],
  siren: ['siren'],
  phone: ['phone_number'],
  idp_id: ['idp_id'],
  idp_acr: ['idp_acr'],
  roles: ['roles'],
  organization_label: ['organization_label'],
  organizational_unit: ['organizational_unit'],
  belonging_population: ['belonging_population'],
  custom: ['custom'],
  chorusdt: ['chorusdt:matricule', 'chorusdt:societe'],
  groups: ['groups'],
}

/** What a service is granted by default. */
export const GRANTED_SCOPES = [
  'openid',
  'given_name',
  'usual_name',
  'email',
  'uid',
  'siret',
  'idp_id',
  'roles',
  'organization_label',
  'phone',
  'custom',
]

export const ACR_VALUES = [
  'eidas0',
  'eidas0-mfa',
  'eidas1',
  'eidas1-mfa',
  'eidas2',
  'eidas3',
  'https://proconnect.gouv.fr/assurance/certification-dirigeant',
]
