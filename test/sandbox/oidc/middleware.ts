import type { KoaContextWithOIDC } from 'oidc-provider'

/** A step in front of the library; `ctx.oidc` exists only once the library has found one of its own routes. */
export type Middleware = (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>
