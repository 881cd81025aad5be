/** Does this with each, so many at a time. @returns what came of each, in the order in which they ended */
export async function someAtOnce<Item, Result>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const queue = [...items]
  const results: Result[] = []
  const through = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) results.push(await work(next))
  }
  await Promise.all(Array.from({ length: atOnce }, through))
  return results
}
