import type { Context } from 'hono'
import { noteAct } from '#src/audit/acts.js'
import { addEditorOrigin, listEditorOrigins, removeEditorOrigin } from '#src/collectivite/editor-origins.js'
import { editorsPath } from '#src/dinum/addresses.js'
import { consoleNav } from '#src/dinum/console-nav.js'
import {
  type EditorErrors,
  type EditorForm,
  EMPTY_EDITOR,
  readEditorForm,
  understandEditor,
} from '#src/dinum/editor-form.js'
import type { ConsoleServices, withOperator } from '#src/dinum/with-operator.js'
import { factory } from '#src/http/factory.js'
import { Editors } from '#templates/dinum/editors.js'
import { formatInstant } from '#templates/format.js'

/** The sites of software editors to which residents of any collectivité may be led back. */
export function editorsRoutes({ db, safe }: ConsoleServices, guard: ReturnType<typeof withOperator>) {
  return factory
    .createApp()
    .get(editorsPath, guard, (c) => show(c, EMPTY_EDITOR, {}))
    .post(editorsPath, guard, async function add(c) {
      const form = readEditorForm(await c.req.parseBody())
      const reading = understandEditor(form)
      if (reading.kind === 'refused') return show(c, form, reading.errors)
      const { origin, editor } = reading
      const isNew = await db.transaction(async (tx) => {
        const isNew = await addEditorOrigin(tx, { origin, editor })
        if (isNew) await noteAct(safe, tx, c.get('operator'), 'éditeur ajouté', { concerned: origin })
        return isNew
      })
      if (!isNew) return show(c, form, { site: 'Ce site est déjà dans la liste.' })
      return c.redirect(`${editorsPath}?fait=ajoute`, 303)
    })
    .post(`${editorsPath}/retrait`, guard, async function remove(c) {
      const { site } = await c.req.parseBody()
      const origin = typeof site === 'string' && URL.canParse(site) ? new URL(site).origin : ''
      const isGone = await db.transaction(async (tx) => {
        const isGone = await removeEditorOrigin(tx, origin)
        if (isGone) await noteAct(safe, tx, c.get('operator'), 'éditeur retiré', { concerned: origin })
        return isGone
      })
      return c.redirect(`${editorsPath}?fait=${isGone ? 'retire' : 'rien'}`, 303)
    })

  async function show(c: Context, typed: EditorForm, errors: EditorErrors) {
    const editors = await listEditorOrigins(db)
    const isRefused = Object.keys(errors).length > 0
    if (isRefused) c.status(422)
    const page = (
      <Editors
        nav={consoleNav('éditeurs')}
        said={c.req.query('fait') ?? ''}
        editors={editors.map(({ origin, editor, createdAt }) => ({
          origin,
          editor,
          since: formatInstant(createdAt, 'Europe/Paris'),
        }))}
        typed={typed}
        errors={errors}
        urls={{ add: `${editorsPath}#ajouter`, remove: `${editorsPath}/retrait` }}
      />
    )
    return c.render(page, {
      title: isRefused ? 'Erreur : éditeurs' : 'Éditeurs',
      area: 'dinum',
      signedIn: true,
    })
  }
}
