/** Thrown by an operator's command that could not do all it was asked for; its message is ours, for the terminal. */
export class CommandFailedError extends Error {
  override name = 'CommandFailedError'
  readonly code = 'COMMAND_FAILED'
}
