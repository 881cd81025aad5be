import type { Child } from 'hono/jsx'
import type { Collectivite } from '#src/collectivite/collectivite.js'
import { ButtonLink } from '#templates/components/button-link.js'
import { CollectiviteName } from '#templates/components/collectivite-name.js'

type Props = {
  title: string
  collectivite: Collectivite
  way: { href: string; label: string }
  children: Child
}

/** A short page of the journey that says what happened and leads on. */
export function Notice({ title, collectivite, way, children }: Props) {
  return (
    <>
      <h1>{title}</h1>
      <p>
        <CollectiviteName collectivite={collectivite} />
      </p>
      {children}
      <p>
        <ButtonLink href={way.href}>{way.label}</ButtonLink>
      </p>
    </>
  )
}
