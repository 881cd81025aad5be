import type { TransactionSql } from 'postgres'
import type { Keyring } from '#src/submission/keyring.js'
import { copyInto, hex } from './copy-into.js'
import type { Place } from './places.js'

/**
 * Opens these collectivités, each with its data key; what is there already stays as it is. As the owner of the tables,
 * while no wall holds it.
 * @returns the data key of each
 */
export async function openPlaces(
  tx: TransactionSql,
  keyring: Keyring,
  places: Place[],
): Promise<Map<string, Buffer>> {
  const [{ id, proof }] = keyring.masterKeys
  await tx`insert into master_keys (id, proof) values (${id}, ${proof}) on conflict do nothing`
  await tx`create temporary table opened (siret text, code_cog text, time_zone text, wrapped bytea) on commit drop`
  await copyInto(
    tx,
    'opened',
    places.map(({ siret, commune, timeZone }) => [
      siret,
      commune.codeCog,
      timeZone,
      hex(keyring.createDataKey(siret).wrapped),
    ]),
  )
  await tx`insert into collectivites (siret, name, code_cog, departement_code, departement_name, postal_codes, time_zone,
      state, search_key, retention_days, accepts_without_franceconnect)
    select siret, name, code_cog, departement_code, departement_name, postal_codes, time_zone,
      'ouverte', search_key, 90, true from opened join communes using (code_cog) on conflict do nothing`
  await tx`insert into data_keys (siret, wrapped) select siret, wrapped from opened on conflict do nothing`
  const rows = await tx<{ siret: string; wrapped: Buffer }[]>`select siret, wrapped from data_keys`
  return new Map(rows.map(({ siret, wrapped }) => [siret, keyring.unwrapDataKey(siret, wrapped)]))
}
