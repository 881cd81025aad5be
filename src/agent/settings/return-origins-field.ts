import { originOf, RETURN_ORIGINS_AT_MOST } from '#src/collectivite/return-origins.js'

export type OriginsReading = { kind: 'read'; origins: string[] } | { kind: 'refused'; fault: string }

/** Reads web addresses, one a line, and keeps of each its origin, once. */
export function readReturnOrigins(typed: string): OriginsReading {
  const lines = typed
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const read = lines.map(readLine)
  const fault = read.find(({ fault }) => fault)?.fault
  if (fault) return { kind: 'refused', fault }
  const origins = [...new Set(read.flatMap(({ origin }) => origin ?? []))]
  if (origins.length <= RETURN_ORIGINS_AT_MOST) return { kind: 'read', origins }
  return {
    kind: 'refused',
    fault: `Vous avez écrit ${origins.length} adresses : ${RETURN_ORIGINS_AT_MOST} au plus.`,
  }
}

function readLine(line: string): { origin?: string; fault?: string } {
  // A line pasted by mistake is not repeated whole in its own error.
  const shown = line.length > 60 ? `${line.slice(0, 60)}…` : line
  if (!/^https?:\/\//i.test(line) || !URL.canParse(line))
    return { fault: `« ${shown} » n’est pas une adresse complète, comme https://portail.exemple.fr.` }
  const address = new URL(line)
  if (address.protocol !== 'https:')
    return {
      fault: `« ${shown} » commence par http://, qui n’est pas protégé : seules les adresses en https:// sont acceptées.`,
    }
  if (address.username || address.password)
    return { fault: `« ${shown} » contient un nom ou un mot de passe : enlevez ce qui précède @.` }
  const origin = originOf(address)
  return origin ? { origin } : { fault: `« ${shown} » est une adresse trop longue.` }
}
