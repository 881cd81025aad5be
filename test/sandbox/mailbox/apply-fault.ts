import * as v from 'valibot'
import type { Faults } from './faults.js'

/** Does what a form of the panel asks; false when it makes no sense. */
export function applyFault(faults: Faults, input: Record<string, unknown>): boolean {
  const name = String(input.fault)
  return (Object.hasOwn(FORMS, name) && FORMS[name]?.(faults, input)) || false
}

const MINUTE = 60_000

const number = (least: number, most: number) =>
  v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number), v.minValue(least), v.maxValue(most))
const leftEmpty = <T>(value: T) =>
  v.pipe(
    v.literal(''),
    v.transform(() => value),
  )
const code = number(400, 599)
const times = v.union([leftEmpty(Number.POSITIVE_INFINITY), number(0, 1000)])
const address = v.pipe(v.string(), v.trim(), v.nonEmpty())

const FORMS: Record<string, (faults: Faults, input: unknown) => boolean> = {
  'refuse-sender': form({ code, times }, ({ controls }, one) => controls.refuseSender(one.code, one.times)),
  'refuse-recipient': form({ code, times }, ({ controls }, one) => controls.refuseNext(one.code, one.times)),
  'refuse-data': form({ code, times }, ({ controls }, one) => controls.refuseDataNext(one.code, one.times)),
  'refuse-address': form({ address, code }, ({ controls }, one) =>
    controls.refuseRecipient(one.address, one.code),
  ),
  'accept-address': form({ address }, ({ controls }, one) => controls.refuseRecipient(one.address, null)),
  drop: form({ times }, ({ controls }, one) => controls.dropAfterDataNext(one.times)),
  delay: form({ milliseconds: number(0, 10 * MINUTE), times }, ({ controls }, one) =>
    controls.delayNext(one.milliseconds, one.times),
  ),
  connection: form({ hangsUp: v.picklist(['yes', 'no']) }, ({ controls }, { hangsUp }) =>
    controls.hangUp(hangsUp === 'yes'),
  ),
  tls: form({ tls: v.picklist(['right', 'wrong certificate', 'none']) }, ({ controls }, { tls }) =>
    controls.offerTls(tls),
  ),
  random: form(
    { percent: number(0, 100), seed: v.union([leftEmpty(null), number(0, 2 ** 32 - 1)]) },
    ({ controls }, { percent, seed }) =>
      controls.misbehaveAtRandom(
        percent === 0 ? null : { share: percent / 100, ...(seed === null ? {} : { seed }) },
      ),
  ),
  none: form({}, ({ reset }) => reset()),
}

function form<Fields extends v.ObjectEntries>(
  fields: Fields,
  apply: (faults: Faults, values: v.InferOutput<v.ObjectSchema<Fields, undefined>>) => void,
) {
  const schema = v.object(fields)
  return (faults: Faults, input: unknown) => {
    const read = v.safeParse(schema, input)
    if (read.success) apply(faults, read.output)
    return read.success
  }
}
