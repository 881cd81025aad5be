import { OPENAPI } from '#src/api/addresses.js'
import { openToAll } from '#src/api/open-to-all.js'
import { describeApi, type Operator } from '#src/api/openapi/document.js'
import { factory } from '#src/http/factory.js'

const HOUR = 60 * 60

/** The description of what answers under `/api/`, open to every site: tools in the browser read it. */
export function openApiRoute(operator: Operator) {
  const document = describeApi(operator)
  return factory
    .createApp()
    .on(['GET', 'OPTIONS'], OPENAPI, openToAll(HOUR))
    .get(OPENAPI, (c) => c.json(document))
}
