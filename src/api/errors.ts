import type { Context, ErrorHandler, Handler, Hono } from 'hono'
import { isUnavailable } from '#src/db/unavailable.js'
import type { AppEnv } from '#src/http/factory.js'
import { hasLeft } from '#src/http/incoming.js'
import { routedMethods } from '#src/http/routed-methods.js'
import { describeError, type Log } from '#src/log.js'

/** What is wrong with each field, by its name in the JSON. */
export type FieldErrors = Record<string, string[]>
export type ErrorCode = keyof typeof ERRORS

/** Every error of the API: programs branch on the code, people read the sentence. */
export const ERRORS = {
  NOT_JSON: { status: 400, message: 'Le corps n’est pas un objet JSON en UTF-8.' },
  UNAUTHORIZED: { status: 401, message: 'Le jeton manque ou n’est pas le bon.' },
  NOT_FOUND: { status: 404, message: 'Cette adresse n’existe pas.' },
  UNKNOWN_COLLECTIVITE: { status: 404, message: 'Aucune collectivité ouverte n’a ce code COG.' },
  METHOD_NOT_ALLOWED: { status: 405, message: 'Cette adresse existe, mais pas pour cette méthode.' },
  SIRET_TAKEN: { status: 409, message: 'Ce SIRET est déjà pris.' },
  TOO_LARGE: { status: 413, message: 'Le corps dépasse 16 Ko.' },
  NOT_ANNOUNCED_AS_JSON: { status: 415, message: 'Le corps doit être annoncé comme application/json.' },
  TOO_MANY_ATTEMPTS: {
    status: 429,
    message: 'Trop de jetons faux depuis votre réseau. Réessayez plus tard.',
  },
  INVALID_FIELDS: { status: 422, message: 'Des champs sont à corriger.' },
  UNAVAILABLE: {
    status: 503,
    message: 'Le service est interrompu un instant. Renvoyez la même demande plus tard.',
  },
  INTERNAL: { status: 500, message: 'Une erreur s’est produite de notre côté. Réessayez plus tard.' },
} as const

/** Answers an error as JSON, with what is wrong with each field if need be. */
export function refuse(c: Context, code: ErrorCode, errors?: FieldErrors) {
  const { status, message } = ERRORS[code]
  return c.json({ code, message, ...(errors ? { errors } : {}) }, status)
}

/** A wrong token, after many. @param milliseconds until the next may be tried */
export function refuseGuess(c: Context, milliseconds: number) {
  c.header('Retry-After', String(Math.ceil(milliseconds / 1000)))
  return refuse(c, 'TOO_MANY_ATTEMPTS')
}

/** 404, or 405 where the address exists for another method. */
export function unknownAddress(api: Hono<AppEnv>): Handler<AppEnv> {
  return (c) => {
    const methods = routedMethods(api, c.req.path)
    if (methods.length === 0) return refuse(c, 'NOT_FOUND')
    // What is read is read from every site.
    const answered = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD', 'OPTIONS'] : [method]))
    c.header('Allow', answered.join(', '))
    return refuse(c, 'METHOD_NOT_ALLOWED')
  }
}

/** Exceptions end here, logged without what they carry. */
export function unexpected(log: Log): ErrorHandler<AppEnv> {
  return (error, c) => {
    if (hasLeft(c)) return refuse(c, 'NOT_JSON')
    if (isUnavailable(error)) {
      log.warn('database unavailable', { requestId: c.get('requestId'), ...describeError(error) })
      // A body may stand unread.
      c.header('Connection', 'close')
      c.header('Retry-After', '60')
      return refuse(c, 'UNAVAILABLE')
    }
    log.error('exception', { requestId: c.get('requestId'), ...describeError(error) })
    return refuse(c, 'INTERNAL')
  }
}
