/** An answer that a test wants in place of the normal one. Without `raw` and `body`, the body is empty. */
export type ScriptedAnswer =
  | {
      status: number
      /** Sent as JSON. */
      body?: unknown
      /** Sent as it is. */
      raw?: string | Uint8Array<ArrayBuffer>
      headers?: Record<string, string>
      delayMs?: number
      /** The connection breaks after half of the body. */
      brokenOff?: true
    }
  | { disconnect: true; delayMs?: number }

/** Answers that wait for their calls: those of a recipient come before those of everybody. */
export function createScripts() {
  const common: ScriptedAnswer[] = []
  const byRecipient = new Map<string, ScriptedAnswer[]>()
  const lasting = new Map<string, ScriptedAnswer>()
  return {
    script: (...answers: ScriptedAnswer[]): void => {
      common.push(...answers)
    },
    scriptFor: (recipient: string, ...answers: ScriptedAnswer[]): void => {
      byRecipient.set(recipient, [...(byRecipient.get(recipient) ?? []), ...answers])
    },
    answerAlways: (recipient: string, answer: ScriptedAnswer | null): void => {
      if (answer) lasting.set(recipient, answer)
      else lasting.delete(recipient)
    },
    take: (recipient: string): ScriptedAnswer | null =>
      byRecipient.get(recipient)?.shift() ?? common.shift() ?? lasting.get(recipient) ?? null,
    reset: (): void => {
      lasting.clear()
      common.length = 0
      byRecipient.clear()
    },
  }
}
