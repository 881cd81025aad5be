import { ErrorPage } from '../error-page.js'
import { renderPage } from '../page.js'

type Answerable = { status: number; type: string; body: unknown }

export function showPage(ctx: Answerable, status: number, page: string): void {
  ctx.status = status
  ctx.type = 'html'
  ctx.body = page
}

/** Ends the way on a page with a support code, without return to the service. */
export function showError(ctx: Answerable, code: string, reason: string): void {
  showPage(ctx, 400, renderPage(ErrorPage({ code, reason })))
}
