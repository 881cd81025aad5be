export type Ids = ReturnType<typeof createIds>

/** Numbers as a database gives them; who is known by a key keeps its number. */
export function createIds() {
  const last = new Map<string, number>()
  const known = new Map<string, number>()
  const next = (kind: string): number => {
    const id = (last.get(kind) ?? 1000) + 1
    last.set(kind, id)
    return id
  }
  return {
    next,
    of(kind: string, key: string): number {
      const id = known.get(`${kind} ${key}`) ?? next(kind)
      known.set(`${kind} ${key}`, id)
      return id
    },
  }
}
