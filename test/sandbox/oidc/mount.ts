import type { RequestListener } from 'node:http'
import type { Provider } from 'oidc-provider'

/** Serves a provider below a path of a bigger server. */
export function mountProvider(provider: Provider, mountPath: string): RequestListener {
  const listener = provider.callback()
  return (request, response) => {
    const url = request.url ?? '/'
    Object.assign(request, { originalUrl: url, url: url.slice(mountPath.length) || '/' })
    return listener(request, response)
  }
}
