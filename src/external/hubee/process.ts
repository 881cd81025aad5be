import { HubeeError } from '#src/external/hubee/hubee-error.js'

/** The process under which the form is known at HubEE, and the type of its files. */
export const PROCESS_CODE = 'FormulaireQF'

/** What is not there is no fault. */
export async function orNull<Found>(asked: Promise<Found>): Promise<Found | null> {
  return asked.catch((error) => {
    if (error instanceof HubeeError && error.code === 'HUBEE_NOT_FOUND') return null
    throw error
  })
}
