/**
 * Lines as they are made, for an answer. A fault in the middle breaks it off: a short file must not look whole.
 * @param onError is told of it; who goes away before the end is none
 */
export function toStream(
  lines: AsyncGenerator<string>,
  onError: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let isGone = false
  return new ReadableStream({
    async pull(controller) {
      try {
        const { value, done } = await lines.next()
        if (isGone) return
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      } catch (error) {
        onError(error)
        controller.error(error)
      }
    },
    cancel: async () => {
      isGone = true
      await lines.return(undefined)
    },
  })
}
