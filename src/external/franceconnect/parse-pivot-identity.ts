import * as v from 'valibot'
import type { PivotIdentity } from '#src/external/franceconnect/pivot-identity.js'

const name = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(255))
const code = v.optional(v.nullable(v.pipe(v.string(), v.maxLength(100))))

// Dates may be partial: AAAA, AAAA-MM, AAAA-MM-00, AAAA-00-00.
const UserInfoSchema = v.object({
  family_name: name,
  given_name: v.optional(v.pipe(v.string(), v.maxLength(1000))),
  given_name_array: v.optional(v.array(name)),
  birthdate: v.pipe(v.string(), v.regex(/^\d{4}(-\d{2}){0,2}$/)),
  gender: v.optional(v.string()),
  birthplace: code,
  birthcountry: code,
})

/**
 * The pivot identity in FranceConnect's user info; what else it holds is dropped here.
 * First names come from `given_name_array`, because one first name may contain a space.
 * @returns null when a name or the birth date is missing
 */
export function parsePivotIdentity(userInfo: unknown): PivotIdentity | null {
  const parsed = v.safeParse(UserInfoSchema, userInfo)
  if (!parsed.success) return null
  const { family_name, given_name, given_name_array, birthdate, gender, birthplace, birthcountry } =
    parsed.output
  const givenNames = given_name_array ?? (given_name?.trim() ? [given_name.trim()] : [])
  return {
    familyName: family_name,
    givenNames,
    birthdate,
    gender: gender === 'female' || gender === 'male' ? gender : null,
    birthplace: birthplace || null,
    birthcountry: birthcountry || null,
  }
}
