/**
 * Measures how long this process waits for servers of others: from a request to the last byte of its answer, and once
 * where several are under way.
 * @param origins of those servers
 */
export function watchUpstreams(origins: string[]) {
  const fetchIt = globalThis.fetch
  let underWay = 0
  let since = 0
  let waited = 0
  globalThis.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input)
    if (!origins.includes(new URL(address).origin)) return fetchIt(input, init)
    if (underWay++ === 0) since = performance.now()
    const { body, ...answer } = await readWhole(fetchIt(input, init)).finally(() => {
      if (--underWay === 0) waited += performance.now() - since
    })
    return new Response(body, answer)
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

async function readWhole(answering: Promise<Response>) {
  const response = await answering
  const body = await response.arrayBuffer()
  const { status, headers } = response
  return { body, status, headers }
}
