import type { InteractionResults, KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { BrowserSessions, SignedIn } from './browser-sessions.js'
import type { Middleware } from './middleware.js'
import { readForm } from './read-form.js'
import { showError, showPage } from './show-page.js'

export type InteractionDetails = Awaited<ReturnType<Provider['interactionDetails']>>

export type Decision =
  | { kind: 'page'; page: string; status: number }
  /** Back to the service without an identity. */
  | { kind: 'error'; error: string; error_description: string }
  | ({ kind: 'chosen' } & SignedIn)
  /** On as the person whose session lives. */
  | { kind: 'same' }

/**
 * What the provider answers at its page.
 * @param form null when the browser arrives
 * @param signedIn whose session lives in this browser
 */
export type Decide = (
  form: URLSearchParams | null,
  details: InteractionDetails,
  signedIn: SignedIn | null,
) => Decision

/**
 * The page where the person says who she is. Posting its form needs no browser: `identity=<id>` is enough, and it
 * chooses that person whoever was signed in before.
 */
export function interactionPage(provider: Provider, sessions: BrowserSessions, decide: Decide): Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) return next()
    const details = await findInteraction(provider, ctx)
    if (!details) return showError(ctx, 'Y190001', 'session expired or missing')
    const session = sessions.find(ctx)
    const decision = decide(ctx.method === 'POST' ? await readForm(ctx.req) : null, details, session)
    if (decision.kind === 'page') return showPage(ctx, decision.status, decision.page)
    if (decision.kind === 'error') {
      const { error, error_description } = decision
      return finish({ error, error_description })
    }
    if (decision.kind === 'chosen') {
      return finish({ ...decision.result, session: sessions.begin(ctx, decision) })
    }
    if (!session) throw new Error('Nobody is signed in')
    return finish({ ...session.result, session: sessions.reuse(session) })

    async function finish(result: InteractionResults): Promise<void> {
      const options = { mergeWithLastSubmission: false }
      ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result, options))
      ctx.status = 303
    }
  }
}

const WAYS_OUT: Record<string, string> = {
  access_denied: 'User auth aborted',
  server_error: 'authentication aborted due to a technical error on the authorization server',
  temporarily_unavailable: 'authorization server temporarily unavailable',
}

/** The error that the person chose in place of an identity, if she did. */
export function chosenWayOut(form: URLSearchParams): Decision | null {
  const error = form.get('error') ?? ''
  const error_description = WAYS_OUT[error]
  return error_description ? { kind: 'error', error, error_description } : null
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
