import { factory } from '#src/http/factory.js'
import { SCHEMA_FIELDS } from '#src/spreadsheet/table-schema.js'

const VERSION = '1.0.0'
const PATH = `/schemas/quotients-familiaux/${VERSION}/schema.json`

/**
 * The Table Schema of the CSV, open to every site: validators in the browser read it.
 * https://guides.data.gouv.fr/guides-open-data/guide-qualite/maitriser-les-schemas-de-donnees
 */
export function schemaRoute({ publicUrl }: { publicUrl: URL }) {
  const schema = {
    $schema: 'https://frictionlessdata.io/schemas/table-schema.json',
    name: 'quotients-familiaux',
    title: 'Quotients familiaux transmis par les usagers',
    description:
      'Fichier par lequel une collectivité reprend les quotients familiaux que ses usagers lui ont transmis. ' +
      'CSV en UTF-8 avec BOM, séparateur « ; », fins de ligne CRLF, tous les champs entre guillemets.',
    version: VERSION,
    countryCode: 'FR',
    homepage: publicUrl.origin,
    path: new URL(PATH, publicUrl).href,
    fields: SCHEMA_FIELDS,
    missingValues: [''],
  }
  return factory.createApp().get(PATH, (c) =>
    c.json(schema, 200, {
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': 'public, max-age=86400',
    }),
  )
}
