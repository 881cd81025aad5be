import type { DeliveryServices } from '#src/delivery/delivery-services.js'

/** What opening the service to collectivités takes of the services. */
export type OnboardingServices = Pick<DeliveryServices, 'safe' | 'jobs' | 'outbox' | 'log' | 'hubee'> & {
  config: {
    operator: { supportEmail: string }
    publicUrl: URL
    retentionDays: number
    /** Null where it is not configured. */
    hubee: { scope: string } | null
    datapass: { secrets: string[]; environment: string }
  }
}
