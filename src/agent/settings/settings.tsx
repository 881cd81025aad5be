import type { Context } from 'hono'
import { settingsPath } from '#src/agent/addresses.js'
import type { AgentServices, DeskVisits } from '#src/agent/desk-visit.js'
import {
  formOf,
  readSettingsForm,
  type SettingsForm,
  understandSettings,
} from '#src/agent/settings/settings-form.js'
import { type SettingsPageState, settingsPage } from '#src/agent/settings/settings-page.js'
import { type DeskEnv, onlyGestionnaire, withMembership } from '#src/agent/with-membership.js'
import { listEditorOrigins } from '#src/collectivite/editor-origins.js'
import type { Membership } from '#src/collectivite/members.js'
import { forgetRefusedOrigin, listRefusedOrigins } from '#src/collectivite/refused-origins.js'
import { mayBeAllowed, originOf } from '#src/collectivite/return-origins.js'
import { allowReturnOrigin, saveSettings } from '#src/collectivite/settings.js'
import { factory } from '#src/http/factory.js'

/** What a gestionnaire decides for her collectivité, and what residents will read of it. */
export function settingsRoutes(services: AgentServices, visits: DeskVisits) {
  const { safe, config } = services
  const path = '/agent/collectivites/:siret/reglages'
  const guards = [withMembership(services, visits), onlyGestionnaire] as const

  const show = async (c: Context<DeskEnv>, form: SettingsForm, state: SettingsPageState) => {
    const membership = c.get('membership')
    const { siret } = membership.collectivite
    const [known, editors] = await Promise.all([
      listRefusedOrigins(safe.db, siret),
      listEditorOrigins(safe.db),
    ])
    const refused = known.filter(({ origin }) => !editors.some((one) => one.origin === origin))
    return settingsPage(c, {
      membership,
      form,
      refused,
      editors,
      maxRetentionDays: config.retentionDays,
      state,
    })
  }
  const understand = (form: SettingsForm, { collectivite: { retentionDays } }: Membership) =>
    understandSettings(form, { retentionDays, maxRetentionDays: config.retentionDays })

  return (
    factory
      .createApp()
      .get(path, ...guards, function ask(c) {
        const saved = c.req.query('enregistre')
        const kind = saved === 'oui' ? 'saved' : saved === 'raccourci' ? 'shortened' : 'plain'
        return show(c, formOf(c.get('membership').collectivite, config.retentionDays), { kind })
      })
      .post(path, ...guards, async function save(c) {
        const membership = c.get('membership')
        const { siret, retentionDays } = membership.collectivite
        const form = readSettingsForm(await c.req.parseBody())
        const reading = understand(form, membership)
        if (reading.kind === 'refused') return show(c, form, { kind: 'refused', errors: reading.errors })
        await saveSettings(safe, siret, reading.settings, `agent:${membership.id}`)
        const isShorter = reading.settings.retentionDays < retentionDays
        return c.redirect(`${settingsPath(siret)}?enregistre=${isShorter ? 'raccourci' : 'oui'}`, 303)
      })
      // An address of a form that was copied, or come back to after signing in again.
      .get(`${path}/:form{apercu|retours}`, ...guards, (c) =>
        c.redirect(settingsPath(c.get('membership').collectivite.siret), 303),
      )
      .post(`${path}/apercu`, ...guards, async function preview(c) {
        const form = readSettingsForm(await c.req.parseBody())
        // Shortening is asked about when it is saved.
        const reading = understand({ ...form, raccourcir: true }, c.get('membership'))
        return reading.kind === 'refused'
          ? show(c, form, { kind: 'refused', errors: reading.errors })
          : show(c, form, { kind: 'preview', settings: reading.settings })
      })
      .post(`${path}/retours`, ...guards, async function decide(c) {
        const { id, collectivite } = c.get('membership')
        const body = await c.req.parseBody()
        const form = readSettingsForm(body)
        const allowed = originIn(body.autoriser)
        const forgotten = originIn(body.oublier)
        if (forgotten) {
          await forgetRefusedOrigin(safe.db, collectivite.siret, forgotten)
          return show(c, form, { kind: 'forgotten', origin: forgotten })
        }
        if (!allowed || !mayBeAllowed(allowed)) return show(c, form, { kind: 'plain' })
        const outcome = await allowReturnOrigin(safe, collectivite.siret, allowed, `agent:${id}`)
        if (outcome === 'full') return show(c, form, { kind: 'no-room' })
        return show(c, withOrigin(form, allowed), { kind: 'allowed', origin: allowed })
      })
  )
}

function originIn(given: unknown): string | null {
  return typeof given === 'string' && URL.canParse(given) ? originOf(new URL(given)) : null
}

function withOrigin(form: SettingsForm, origin: string): SettingsForm {
  const lines = form.retours.split(/[\r\n]+/).filter((line) => line.trim() !== '')
  return { ...form, retours: [...lines.filter((line) => line.trim() !== origin), origin].join('\n') }
}
