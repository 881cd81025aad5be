import {
  actsPath,
  consolePath,
  deadLettersPath,
  differencesPath,
  editorsPath,
  eventsPath,
  openingPath,
} from '#src/dinum/addresses.js'
import type { ConsoleNavProps } from '#templates/dinum/console-nav.js'

const ROOMS = {
  collectivités: ['Collectivités', consolePath],
  ouverture: ['Ouvertures', openingPath],
  datapass: ['DataPass', eventsPath],
  écarts: ['Écarts', differencesPath],
  éditeurs: ['Éditeurs', editorsPath],
  pannes: ['Pannes', deadLettersPath],
  journal: ['Journal', actsPath],
} as const
export type ConsoleRoom = keyof typeof ROOMS

/** The rooms of the console, in the order of the work. */
export function consoleNav(current: ConsoleRoom): ConsoleNavProps {
  const items = Object.entries(ROOMS).map(([room, [label, href]]) => ({
    label,
    href,
    current: room === current,
  }))
  return { items }
}
