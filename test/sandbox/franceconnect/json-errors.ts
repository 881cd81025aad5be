import { randomUUID } from 'node:crypto'
import type { errors, KoaContextWithOIDC, Provider } from 'oidc-provider'

const DOCUMENTATION = 'https://docs.partenaires.franceconnect.gouv.fr/fs/fs-technique/fs-technique-erreurs/'
const NO_TOKEN = 'no access token provided'

const CODES: Record<string, string> = {
  invalid_client: 'Y0434A7B',
  invalid_request: 'Y048017B',
  invalid_grant: 'Y049E20B',
  invalid_token: 'Y040001',
}

/** What FranceConnect adds to the errors of its library: the detail, and the page about the error. Always JSON. */
export function answerErrorsAsFranceConnect(provider: Provider): void {
  const describe = (ctx: KoaContextWithOIDC, failure: errors.OIDCProviderError) => {
    const { error, error_description, error_detail } = failure
    const code = error_detail === NO_TOKEN ? 'Y04146A2' : (CODES[error] ?? 'Y000400')
    ctx.type = 'json'
    ctx.body = {
      error,
      error_description: error_detail ? `${error_description} (${error_detail})` : error_description,
      error_uri: `${DOCUMENTATION}?code=${code}&id=${randomUUID()}`,
    }
  }
  provider.on('grant.error', describe)
  provider.on('userinfo.error', describe)
  provider.on('revocation.error', describe)
}
