/** Zones of the départements and collectivités d’outre-mer; all others keep the time of Paris. IANA time zone database. */
const OVERSEAS: Record<string, string> = {
  '971': 'America/Guadeloupe',
  '972': 'America/Martinique',
  '973': 'America/Cayenne',
  '974': 'Indian/Reunion',
  '975': 'America/Miquelon',
  '976': 'Indian/Mayotte',
  '977': 'America/St_Barthelemy',
  '978': 'America/Marigot',
  '986': 'Pacific/Wallis',
  '987': 'Pacific/Tahiti',
  '988': 'Pacific/Noumea',
}

/** The IANA time zone in which people of this département live. */
export function timeZoneOfDepartement(code: string): string {
  return OVERSEAS[code] ?? 'Europe/Paris'
}
