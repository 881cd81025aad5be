import type { RequestListener } from 'node:http'
import type { JWK } from 'jose'
import type { Provider } from 'oidc-provider'
import { mountProvider } from './mount.js'
import { firstSigningKeys, nextSigningKeys } from './signing-keys.js'

/**
 * A provider whose signing keys can be changed while it runs. The library takes its keys once, so a new provider is
 * built in place of the old one: on the same store and with the same cookie keys, sign-ins under way go on.
 */
export async function createRotatingProvider(build: (keys: JWK[]) => Provider, mountPath: string) {
  let provider = build(await firstSigningKeys())
  let serve = mountProvider(provider, mountPath)
  const listener: RequestListener = (request, response) => serve(request, response)
  return {
    issuer: provider.issuer,
    listener,
    current: () => provider,
    /** Signs from now on with new keys, under new `kid`; the old ones are gone from the published set. */
    async rotateKeys(): Promise<void> {
      provider = build(await nextSigningKeys())
      serve = mountProvider(provider, mountPath)
    },
  }
}
