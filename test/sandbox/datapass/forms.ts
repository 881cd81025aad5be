export type Definition = 'formulaire_qf' | 'api_particulier'
export type ServiceProvider = { id: string; siret?: string; type: 'editor' | 'saas' }
export type Form = {
  uid: string
  definition: Definition
  /** What the form presets; only editors' forms of API Particulier show a choice. */
  modalities: string[] | null
  serviceProvider: ServiceProvider | null
}
export type FormUid = keyof typeof forms

/** A collectivité asks for the form on one of the first five; `api-particulier` asks for the API alone. */
export const forms = {
  'formulaire-qf': {
    uid: 'formulaire-qf',
    definition: 'formulaire_qf',
    modalities: null,
    serviceProvider: null,
  },
  'api-particulier-city-family-mushroom-software': editorForm(
    'api-particulier-city-family-mushroom-software',
    'mushroom_software',
    '81122842800017',
  ),
  'api-particulier-3d-ouest': editorForm('api-particulier-3d-ouest', '3d_ouest', '44973625500018'),
  'api-particulier-agedi-proxima-enf': editorForm('api-particulier-agedi-proxima-enf', 'agedi'),
  'api-particulier-jvs-mairistem': editorForm(
    'api-particulier-jvs-mairistem',
    'jvs_mairistem',
    '32855218700069',
  ),
  'api-particulier': {
    uid: 'api-particulier',
    definition: 'api_particulier',
    modalities: ['params'],
    serviceProvider: null,
  },
} satisfies Record<string, Form>

export const definitions: Record<Definition, { name: string; requestClass: string; modelType: string }> = {
  formulaire_qf: {
    name: 'Formulaire d’accès au Quotient Familial',
    requestClass: 'AuthorizationRequest::FormulaireQF',
    modelType: 'authorization_request/formulaire_qf',
  },
  api_particulier: {
    name: 'API Particulier',
    requestClass: 'AuthorizationRequest::APIParticulier',
    modelType: 'authorization_request/api_particulier',
  },
}

export function isFormUid(uid: string): uid is FormUid {
  return Object.hasOwn(forms, uid)
}

function editorForm(uid: string, id: string, siret?: string): Form {
  return {
    uid,
    definition: 'api_particulier',
    modalities: ['formulaire_qf'],
    serviceProvider: { id, ...(siret ? { siret } : {}), type: 'editor' },
  }
}
