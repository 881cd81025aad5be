import type { TestService } from './service.js'
import type { VisitedPage, Visitor } from './visitor.js'

/** An operator in her console. */
export async function signInOperator(service: TestService): Promise<Visitor> {
  const claire = service.newVisitor()
  await claire.signIn('/dinum/connexion', { identity: 'claire' })
  return claire
}

/** Presses the one button of a page that has this text, with what its form holds and what is typed. */
export async function press(
  visitor: Visitor,
  page: VisitedPage,
  button: string,
  typed: Record<string, string> = {},
): Promise<VisitedPage> {
  const forms = [...page.html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)]
  const found = forms.filter(
    ([, , inside = '']) => textOf(inside.match(/<button[\s\S]*<\/button>/)?.[0]) === button,
  )
  const [form] = found
  if (found.length !== 1 || !form) throw new Error(`${found.length} forms with ${button}`)
  const [, action = '', inside = ''] = form
  const fields = [...inside.matchAll(/<(?:input|button)[^>]*name="([^"]*)"[^>]*value="([^"]*)"/g)]
  const held = Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]))
  return visitor.visit(action.replaceAll('&amp;', '&'), { form: { ...held, ...typed } })
}

function textOf(html = ''): string {
  return html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ')
    .trim()
}
