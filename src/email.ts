import * as v from 'valibot'

/** An address as typed: blanks around it go, small letters stay. A domain without a dot is half of one. */
export const EmailSchema = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(254),
  v.rfcEmail(),
  v.regex(/\.[^.@]{2,}$/),
)
