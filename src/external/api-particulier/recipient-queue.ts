/**
 * One line a recipient, in order of arrival: API Particulier locks a recipient while it answers, so two residents of
 * one commune would collide. https://particulier.api.gouv.fr/developpeurs
 */
export function createRecipientQueue() {
  const lines = new Map<string, Promise<void>>()

  /**
   * Runs `work` when everyone before has left the line.
   * @param patience milliseconds after which she leaves the line
   * @returns null when she left it
   */
  return async function inLine<T>(
    recipient: string,
    patience: number,
    work: () => Promise<T>,
  ): Promise<T | null> {
    const before = lines.get(recipient) ?? Promise.resolve()
    let leave = () => {}
    const left = new Promise<void>((resolve) => {
      leave = resolve
    })
    const line = before.then(() => left)
    lines.set(recipient, line)
    line.then(() => {
      if (lines.get(recipient) === line) lines.delete(recipient)
    })
    try {
      return (await isTurn(before, patience)) ? await work() : null
    } finally {
      leave()
    }
  }
}

async function isTurn(before: Promise<void>, patience: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const outOfPatience = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patience)
  })
  try {
    return await Promise.race([before.then(() => true), outOfPatience])
  } finally {
    clearTimeout(timer)
  }
}
