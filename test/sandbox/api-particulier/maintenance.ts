import type { Answer } from './answer.js'
import type { Numbering } from './error-row.js'
import { errorAnswer } from './errors.js'

export type Maintenance = { from: Date; until: Date }

const WEEKLY = { day: 'Sun', hour: '23', minutes: 45 }

/** When the funds are down, announced: until a given moment, or each Sunday from 23:00 to 23:45 in Paris. */
export function createMaintenance(now: () => Date) {
  let given: Maintenance | null = null
  let weekly = false
  return {
    maintenanceUntil: (until: Date | null): void => {
      given = until && { from: now(), until }
    },
    keepWeeklyMaintenance: (on: boolean): void => {
      weekly = on
    },
    at(moment: Date): Maintenance | null {
      if (given && moment < given.until) return given
      return weekly ? weeklyMaintenance(moment) : null
    },
    reset: (): void => {
      given = null
      weekly = false
    },
  }
}

export function maintenanceAnswer({ from, until }: Maintenance, now: Date, numbering: Numbering): Answer {
  const detail = `Le fournisseur de données est en maintenance de ${hourIn(from)} à ${hourIn(until)}.`
  const retryIn = Math.ceil((until.getTime() - now.getTime()) / 1000)
  return errorAnswer('maintenance', numbering, { detail, meta: { retry_in: retryIn } })
}

function weeklyMaintenance(moment: Date): Maintenance | null {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Paris',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(moment)
  const read = (type: string) => parts.find((part) => part.type === type)?.value
  const minute = Number(read('minute'))
  if (read('weekday') !== WEEKLY.day || read('hour') !== WEEKLY.hour || minute >= WEEKLY.minutes) return null
  const from = Math.floor(moment.getTime() / 60_000) * 60_000 - minute * 60_000
  return { from: new Date(from), until: new Date(from + WEEKLY.minutes * 60_000) }
}

function hourIn(date: Date): string {
  return date.toLocaleTimeString('fr-FR', { timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit' })
}
