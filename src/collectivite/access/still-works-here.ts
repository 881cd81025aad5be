import { sql } from 'drizzle-orm'
import { members } from '#src/db/schema.js'

/** Of a member: her organisation is the collectivité's own, or still one of its partners. */
export const stillWorksHere = sql`(${members.siren} is null or ${members.siren} = left(${members.siret}, 9)
  or ${members.siren} in (select partner.siren from partner_organisations partner where partner.siret = ${members.siret}))`
