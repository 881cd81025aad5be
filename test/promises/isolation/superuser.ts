import postgres from 'postgres'
import type { TestService } from '../../support/service.js'

/** Past all walls. */
export function openAsSuperuser({ database: { config } }: TestService): postgres.Sql {
  if (!('url' in config)) throw new Error('A server is needed')
  return postgres(config.url, { max: 1, onnotice: () => {} })
}
