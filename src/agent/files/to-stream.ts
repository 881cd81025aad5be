/**
 * Lines as they are made, for an answer. A fault in the middle breaks it off: a short file must not look whole.
 * @param onError is told of it; who goes away before the end is none
 */
export function toStream(
  lines: AsyncGenerator<Uint8Array>,
  onError: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  let isGone = false
  return new ReadableStream({
    async pull(controller) {
      try {
        const { value, done } = await lines.next()
        if (isGone) return
        if (done) controller.close()
        else controller.enqueue(value)
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
