const SECONDS = 60

/**
 * While a call is answered, the same call is refused: same parameters, whoever the resident is, because all calls by
 * FranceConnect count as one user. https://github.com/datagouv/apistration (siade/app/controllers/api_controller.rb)
 */
export function createRecipientLock(milliseconds: () => number = Date.now) {
  const taken = new Map<string, number>()
  return {
    /** @returns false when a call with these parameters is being answered */
    take(operation: string, query: URLSearchParams): boolean {
      const key = keyOf(operation, query)
      if ((taken.get(key) ?? 0) > milliseconds()) return false
      taken.set(key, milliseconds() + SECONDS * 1000)
      return true
    },
    release: (operation: string, query: URLSearchParams): void => {
      taken.delete(keyOf(operation, query))
    },
    reset: (): void => taken.clear(),
  }
}

function keyOf(operation: string, query: URLSearchParams): string {
  const sorted = new URLSearchParams(query)
  sorted.sort()
  return `${operation}?${sorted}`
}
