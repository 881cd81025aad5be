import type { InteractionResults, KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Middleware } from './middleware.js'
import { readForm } from './read-form.js'
import { showError, showPage } from './show-page.js'

export type InteractionDetails = Awaited<ReturnType<Provider['interactionDetails']>>
export type Decision = { result: InteractionResults } | { page: string; status: number }

type InteractionRules = {
  render(details: InteractionDetails): string
  /** What the posted form means. */
  decide(form: URLSearchParams, details: InteractionDetails): Decision
}

/**
 * The page where the person says who she is. Posting its form needs no browser: `identity=<id>` is enough.
 */
export function interactionPage(provider: Provider, { render, decide }: InteractionRules): Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) return next()
    const details = await findInteraction(provider, ctx)
    if (!details) return showError(ctx, 'Y190001', 'session expired or missing')
    if (ctx.method !== 'POST') return showPage(ctx, 200, render(details))
    const decision = decide(await readForm(ctx.req), details)
    if ('page' in decision) return showPage(ctx, decision.status, decision.page)
    const result = decision.result
    ctx.redirect(
      await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: false }),
    )
    ctx.status = 303
  }
}

const WAYS_OUT: Record<string, string> = {
  access_denied: 'User auth aborted',
  server_error: 'authentication aborted due to a technical error on the authorization server',
}

/** The error that the person chose in place of an identity, if she did. */
export function chosenWayOut(form: URLSearchParams): Decision | null {
  const error = form.get('error') ?? ''
  const error_description = WAYS_OUT[error]
  return error_description ? { result: { error, error_description } } : null
}

async function findInteraction(
  provider: Provider,
  ctx: KoaContextWithOIDC,
): Promise<InteractionDetails | null> {
  try {
    return await provider.interactionDetails(ctx.req, ctx.res)
  } catch {
    return null
  }
}
