import * as v from 'valibot'

/** An address as typed: blanks around it go, and small letters stay. */
export const EmailSchema = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.maxLength(254), v.rfcEmail())
