import { existsSync, readdirSync, readFileSync } from 'node:fs'

type Entry = { idx: number; when: number; tag: string }

const FOLDER = new URL('../drizzle/', import.meta.url)

/**
 * Migrations that would never run: the migrator reads the journal, not the folder, and skips without a word what is
 * older than the last one applied.
 */
export function checkMigrations(): string[] {
  const journal = new URL('meta/_journal.json', FOLDER)
  if (!existsSync(journal)) return ['drizzle/meta/_journal.json is missing']
  const { entries } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: Entry[] }
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.sql'))
  return findJournalFaults(entries, files)
}

/** What is wrong between the journal and the files of the folder. */
export function findJournalFaults(entries: Entry[], files: string[]): string[] {
  const listed = entries.map(({ tag }) => `${tag}.sql`)
  return [
    ...listed
      .filter((name) => !files.includes(name))
      .map((name) => `the journal lists ${name}, which is not there`),
    ...files
      .filter((name) => !listed.includes(name))
      .map((name) => `${name} is not in the journal: it never runs`),
    ...entries
      .filter(({ when }, index) => index > 0 && when <= (entries[index - 1]?.when ?? 0))
      .map(({ tag }) => `${tag} is not later than the one before it: it may be skipped`),
    ...entries
      .filter(({ idx, tag }, index) => idx !== index || !tag.startsWith(String(index).padStart(4, '0')))
      .map(({ tag }) => `${tag} is out of order`),
  ]
}
