/** An answer that a test wants in place of the normal one. Without `raw` and `body`, the body is empty. */
export type ScriptedAnswer =
  | { status: number; body?: unknown; raw?: string; headers?: Record<string, string>; delayMs?: number }
  | { disconnect: true; delayMs?: number }

/** One request received; `bearer` says whether a token came, the token itself is not kept. */
export type RecordedRequest = {
  method: string
  path: string
  query: Record<string, string>
  bearer: boolean
  requestId: string | null
  userAgent: string | null
  /** Milliseconds of `performance.now()`; `endedAt` and `status` are null while the answer is on its way. */
  startedAt: number
  endedAt: number | null
  status: number | null
}
