import { ENDINGS, type Retention } from '#templates/personal-data/endings.js'
import type { Form, Group, Person, Reader, SectionId } from '#templates/personal-data/group.js'
import { GROUPS } from '#templates/personal-data/groups.js'

/** A group as people read it. */
export type Described = {
  title: string
  items: string[]
  form: string
  persons: string
  source: string
  purpose: string
  kept: string
  readers: string
}

/** What is kept of persons in one part of the register, in words. */
export function describeSection(section: SectionId, retention: Retention): Described[] {
  return Object.values(GROUPS)
    .filter((group) => group.section === section)
    .map((group) => describe(group, retention))
}

function describe(group: Group, retention: Retention): Described {
  const { title, source, purpose, kept, readers, persons } = group
  const items = Object.values(group.items)
  const main = items[0]?.form ?? 'en clair'
  return {
    title,
    // Words of a hash say that it is one.
    items: items.map(({ words, form }) =>
      form === 'en clair' && form !== main ? `${words} (en clair)` : words,
    ),
    form: FORMS[main],
    persons: persons.map((person) => PERSONS[person]).join(', '),
    source,
    purpose,
    kept: ENDINGS[kept](retention),
    readers: readers.map((reader) => READERS[reader]).join('. '),
  }
}

const FORMS: Record<Form, string> = { scellé: 'Chiffré', empreinte: 'Empreinte', 'en clair': 'En clair' }

const PERSONS: Record<Person, string> = {
  usager: 'usagers',
  agent: 'agents des collectivités',
  contact: 'contacts des collectivités',
  opérateur: 'agents de l’opérateur',
}

const READERS: Record<Reader, string> = {
  usager: 'L’usager seul',
  agents: 'Les agents inscrits par la collectivité',
  gestionnaires: 'Les gestionnaires de la collectivité',
  'soi-même': 'La personne elle-même',
  destinataire: 'Le destinataire du courriel',
  opérateur: 'L’opérateur du service',
  tous: 'Tout le monde : c’est public',
  personne: 'Personne : le programme seul',
}
