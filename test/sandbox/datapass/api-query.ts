import type { Context } from 'hono'

export type Filter = { states: string[]; siret: string; limit: number; offset: number }

/** `state` or `state[]`, `siret`, `limit` (10, at most 1000), `offset`. */
export function filterOf(c: Context): Filter {
  const query = new URL(c.req.url).searchParams
  return {
    states: [...query.getAll('state'), ...query.getAll('state[]')].filter(Boolean),
    siret: query.get('siret') ?? '',
    limit: Math.min(wholeNumber(query.get('limit')) || 10, 1000),
    offset: wholeNumber(query.get('offset')),
  }
}

export function paged<T>(all: T[], { limit, offset }: Filter): T[] {
  return all.slice(offset, offset + limit)
}

function wholeNumber(text: string | null): number {
  return /^\d+$/.test(text ?? '') ? Number(text) : 0
}
