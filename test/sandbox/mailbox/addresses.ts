export const MAILBOX_PATH = '/mailbox'
export const FAULTS_PATH = `${MAILBOX_PATH}/pannes`

/** Mails and their attachments are counted from 1, in the order in which they came. */
export function mailPath(number: number): string {
  return `${MAILBOX_PATH}/${number}`
}

export function attachmentPath(number: number, index: number): string {
  return `${mailPath(number)}/pieces/${index}`
}
