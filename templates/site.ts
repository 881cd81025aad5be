/** What every page knows of the service that shows it. */
export type Site = {
  operatorName: string
  /** Only a service of the State may show the Marianne. */
  brand: 'state' | 'neutral'
  supportEmail: string
  feedbackUrl: string | null
  /** Address of a built file, by its plain name. */
  asset(name: string): string
}

export type Area = 'usager' | 'agent' | 'dinum'

export const SERVICE_NAME = 'Mon quotient familial'
