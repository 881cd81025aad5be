import type { ReceivedMail } from './received-mail.js'

export type TlsOffer = 'right' | 'wrong certificate' | 'none'

/** What can be asked of the mail server. `times` may be `Infinity`: until told otherwise, 0 ends that. */
export type FaultControls = {
  /** Answers this SMTP code to the next recipients. */
  refuseNext(code: number, times?: number): void
  /** Answers this SMTP code to the next senders (MAIL FROM). */
  refuseSender(code: number, times?: number): void
  /** Reads the next mails to their end, then answers this SMTP code and does not keep them. */
  refuseDataNext(code: number, times?: number): void
  /** Refuses this recipient until told otherwise, with `null`. */
  refuseRecipient(address: string, code: number | null): void
  /** Keeps the next mails but cuts the connection before the answer: their sender does not know. */
  dropAfterDataNext(times?: number): void
  /** Lets the next mail wait this long before it is taken. */
  delayNext(milliseconds: number, times?: number): void
  /** Hangs up on whoever connects, until told otherwise. */
  hangUp(yes: boolean): void
  /** What holds for who connects from now on, until told otherwise. */
  offerTls(kind: TlsOffer): void
  /** Each dialogue from now on meets one fault with this probability; the same seed draws the same. */
  misbehaveAtRandom(how: { share: number; seed?: number } | null): void
}

/** What a test may ask of the mailbox. */
export type MailboxControls = FaultControls & {
  /** What came since the last `clear`, the oldest first. */
  messages: ReceivedMail[]
  /** Message-IDs of what was kept although the connection was cut, since the last `clear`. */
  droppedMessageIds: string[]
  clear(): void
  /** Empties the mailbox and ends all faults. */
  reset(): void
}
