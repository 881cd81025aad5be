import type { Context } from 'hono'
import { dataProtectionPath, settingsPath } from '#src/agent/addresses.js'
import { deskNav } from '#src/agent/desk-nav.js'
import { retentionChoices, type SettingsForm } from '#src/agent/settings/settings-form.js'
import type { DeskEnv } from '#src/agent/with-membership.js'
import type { EditorOrigin } from '#src/collectivite/editor-origins.js'
import type { Membership } from '#src/collectivite/members.js'
import type { RefusedOrigin } from '#src/collectivite/refused-origins.js'
import { mayBeAllowed } from '#src/collectivite/return-origins.js'
import type { Settings } from '#src/collectivite/settings.js'
import { Settings as SettingsPage } from '#templates/agent/settings.js'
import type { SettingsState } from '#templates/agent/settings-said.js'
import { formatInstant, timeZoneName } from '#templates/format.js'

/** What became of the request that shows the form. */
export type SettingsPageState =
  | Exclude<SettingsState, { kind: 'preview' }>
  | { kind: 'preview'; settings: Settings }

type Shown = {
  membership: Membership
  form: SettingsForm
  refused: RefusedOrigin[]
  editors: EditorOrigin[]
  maxRetentionDays: number
  state: SettingsPageState
}

const TITLES: Partial<Record<SettingsPageState['kind'], string>> = {
  refused: 'Erreur : réglages',
  preview: 'Aperçu de la page des habitants',
}

/** The form as typed, with what became of it. */
export function settingsPage(
  c: Context<DeskEnv>,
  { membership, form, refused, editors, maxRetentionDays, state }: Shown,
) {
  const { collectivite } = membership
  const { siret, retentionDays, timeZone } = collectivite
  c.status(state.kind === 'refused' ? 422 : 200)
  const page = (
    <SettingsPage
      nav={{ collectivite, items: deskNav(membership, 'réglages') }}
      typed={form}
      state={
        state.kind === 'preview'
          ? { kind: 'preview', collectivite: { ...collectivite, ...state.settings, state: 'ouverte' } }
          : state
      }
      retention={{ now: retentionDays, choices: retentionChoices({ retentionDays, maxRetentionDays }) }}
      timeZone={timeZoneName(timeZone)}
      refused={refused.map(({ origin, lastSeenAt }) => ({
        origin,
        seenAt: formatInstant(lastSeenAt, timeZone),
        mayBeAllowed: mayBeAllowed(origin),
      }))}
      editors={editors}
      urls={{
        save: settingsPath(siret),
        preview: `${settingsPath(siret)}/apercu`,
        origins: `${settingsPath(siret)}/retours`,
        dataProtection: dataProtectionPath(siret),
      }}
    />
  )
  return c.render(page, { title: TITLES[state.kind] ?? 'Réglages', area: 'agent', signedIn: true })
}
