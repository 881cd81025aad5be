/** The rows of an answer to raw SQL: postgres.js answers with them, PGlite with an object that holds them. */
export function rowsOf<Row>(answer: unknown): Row[] {
  return Array.isArray(answer) ? (answer as Row[]) : (answer as { rows: Row[] }).rows
}
