/**
 * Measures how long this process waits for servers of others: from the request to the last byte of the answer.
 * @param origins of those servers
 */
export function watchUpstreams(origins: string[]) {
  const fetchIt = globalThis.fetch
  let waited = 0
  globalThis.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input)
    if (!origins.includes(new URL(address).origin)) return fetchIt(input, init)
    const started = performance.now()
    const response = await fetchIt(input, init)
    const body = await response.arrayBuffer()
    waited += performance.now() - started
    const { status, headers } = response
    return new Response(body, { status, headers })
  }
  return {
    /** Milliseconds of `work` that were not spent waiting for them. */
    async ownTimeOf(work: () => Promise<unknown>): Promise<number> {
      waited = 0
      const started = performance.now()
      await work()
      return performance.now() - started - waited
    },
    close: () => {
      globalThis.fetch = fetchIt
    },
  }
}
