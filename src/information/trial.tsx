import type { Context } from 'hono'
import { localDay } from '#src/collectivite/local-time.js'
import { factory } from '#src/http/factory.js'
import type { Services } from '#src/services.js'
import { CSV_HEADER, csvRows } from '#src/spreadsheet/csv.js'
import { formatInstant, formatMonth, timeZoneName } from '#templates/format.js'
import { TRIAL_CSV_PATH, TrialDesk, TrialFile } from '#templates/information/trial-desk.js'
import {
  TRIAL_COLLECTIVITE,
  TRIAL_IDENTITY,
  TRIAL_REFERENCE,
  trialQuotientFamilial,
  trialTransmission,
} from '#templates/information/trial-family.js'
import { TRIAL_PATH } from '#templates/information/trial-frame.js'
import {
  TrialConfirmation,
  TrialFollowed,
  TrialOtherWay,
  TrialReview,
  TrialStart,
} from '#templates/information/trial-resident.js'
import { renderReceipt } from '#templates/print/receipt.js'

const { timeZone } = TRIAL_COLLECTIVITE

/** A try with a family that is invented: the pages of the journey, with nothing behind them and nothing kept. */
export function trialRoutes({ now }: Pick<Services, 'now'>) {
  const moment = () => ({ now: now(), today: localDay(now(), timeZone) })
  const csv = () => {
    const { now: at, today } = moment()
    return CSV_HEADER + csvRows([trialTransmission(at, today)], timeZone)
  }
  return (
    factory
      .createApp()
      .use(`${TRIAL_PATH}/*`, async (c, next) => {
        await next()
        c.header('X-Robots-Tag', 'noindex')
      })
      .get(TRIAL_PATH, (c) => show(c, <TrialStart />, 'la page de la collectivité'))
      .get(`${TRIAL_PATH}/autrement`, (c) => show(c, <TrialOtherWay />, 'sans FranceConnect'))
      .get(`${TRIAL_PATH}/relire`, (c) => {
        const refreshed = c.req.query('actualiser') !== undefined
        return show(c, <TrialReview today={moment().today} refreshed={refreshed} />, 'vérifier')
      })
      .get(`${TRIAL_PATH}/confirmation`, (c) => show(c, <TrialConfirmation {...moment()} />, 'transmis'))
      .get(`${TRIAL_PATH}/recepisse.pdf`, async (c) => {
        c.header('Content-Disposition', 'attachment; filename="essai_recepisse.pdf"')
        return c.body(Buffer.from(await receipt(moment())), 200, { 'Content-Type': 'application/pdf' })
      })
      .get(`${TRIAL_PATH}/suivi`, (c) => show(c, <TrialFollowed {...moment()} />, 'mes transmissions'))
      .get(`${TRIAL_PATH}/bureau`, (c) =>
        c.render(<TrialDesk {...moment()} />, { title: 'Essai : transmissions reçues', area: 'agent' }),
      )
      .get(`${TRIAL_PATH}/fichier`, (c) =>
        c.render(<TrialFile csv={csv()} />, { title: 'Essai : le fichier', area: 'agent' }),
      )
      .get(TRIAL_CSV_PATH, (c) => {
        c.header('Content-Disposition', `attachment; filename="${TRIAL_CSV_PATH.split('/').at(-1)}"`)
        return c.body(csv(), 200, { 'Content-Type': 'text/csv; charset=utf-8' })
      })
      // Forms of the real pages are posted: what they hold is not looked at.
      .post(`${TRIAL_PATH}/confirmation`, (c) => c.redirect(`${TRIAL_PATH}/confirmation`, 303))
      .post(`${TRIAL_PATH}/bureau`, (c) => c.redirect(`${TRIAL_PATH}/fichier`, 303))
  )
}

function show(c: Context, page: ReturnType<typeof TrialStart>, title: string) {
  return c.render(page, { title: `Essai : ${title}` })
}

function receipt({ now, today }: { now: Date; today: string }): Promise<Buffer> {
  const { year, month } = trialQuotientFamilial(today)
  const { familyName, givenNames } = TRIAL_IDENTITY
  return renderReceipt({
    origin: 'FranceConnect',
    name: `${givenNames.join(' ')} ${familyName} (personne inventée)`,
    sentAt: formatInstant(now, timeZone),
    timeZoneName: timeZoneName(timeZone),
    reference: TRIAL_REFERENCE,
    collectivite: TRIAL_COLLECTIVITE,
    month: formatMonth(year, month),
    operatorName: 'essai, rien n’est réel, rien n’a été transmis',
  })
}
