const SECONDS = 60

/**
 * While a call is answered, the same call is refused: same parameters, whoever the resident is, because all calls by
 * FranceConnect count as one user. https://github.com/datagouv/apistration (siade/app/controllers/api_controller.rb)
 */
export function createRecipientLock() {
  const taken = new Map<string, number>()
  return {
    /** @returns false when a call with these parameters is being answered */
    take(query: URLSearchParams): boolean {
      const key = keyOf(query)
      if ((taken.get(key) ?? 0) > Date.now()) return false
      taken.set(key, Date.now() + SECONDS * 1000)
      return true
    },
    release: (query: URLSearchParams): void => {
      taken.delete(keyOf(query))
    },
    reset: (): void => taken.clear(),
  }
}

function keyOf(query: URLSearchParams): string {
  const sorted = new URLSearchParams(query)
  sorted.sort()
  return sorted.toString()
}
