import { Contents } from '#templates/components/contents.js'
import { type Section, Sections } from '#templates/components/sections.js'
import { elsewhere } from '#templates/information/faq-elsewhere.js'
import type { FaqFacts } from '#templates/information/faq-facts.js'
import { aboutFranceConnect } from '#templates/information/faq-franceconnect.js'
import { aboutQuotientFamilial } from '#templates/information/faq-quotient-familial.js'
import { aboutSafety } from '#templates/information/faq-safety.js'
import { aboutSending } from '#templates/information/faq-sending.js'

type Group = { id: string; title: string; questions: Section[] }

/**
 * What residents ask. Headings and not folded parts: a search in the page, a link to one answer and a print find them
 * all, in every browser.
 */
export function Faq(facts: FaqFacts) {
  const groups: Group[] = [
    { id: 'montant', title: 'Le quotient familial', questions: aboutQuotientFamilial() },
    { id: 'franceconnect', title: 'FranceConnect', questions: aboutFranceConnect() },
    { id: 'transmettre', title: 'Transmettre et suivre', questions: aboutSending(facts) },
    { id: 'securite', title: 'Mes données et ma sécurité', questions: aboutSafety(facts) },
    { id: 'nous-joindre', title: 'Nous joindre', questions: elsewhere(facts) },
  ]
  return (
    <>
      <h1>Questions fréquentes</h1>
      <Contents
        folded
        entries={groups.map(({ id, title, questions }) => ({ id, title, entries: questions }))}
      />
      {groups.map(({ id, title, questions }) => (
        <>
          <h2 id={id}>{title}</h2>
          <Sections sections={questions} level={3} />
        </>
      ))}
    </>
  )
}
