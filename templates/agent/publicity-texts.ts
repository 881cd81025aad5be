import type { Collectivite } from '#src/collectivite/collectivite.js'
import { noticeItems } from '#templates/documents/information-notice.js'
import type { ProtectionFacts } from '#templates/documents/protection-facts.js'

export type Season = 'rentrée' | 'février'
export type ReadyText = { id: string; label: string; text: string; rows: number }

/** What a document of the data protection officer is made from: one source for what is said of the data. */
type Told = ProtectionFacts

/** Texts to publish as they are: what they say of the service is what it does. */
export function readyTexts(told: Told, season: Season): ReadyText[] {
  const texts: [id: string, label: string, text: string, rows: number][] = [
    ['site', 'Site internet', website(told, season), 10],
    ['courriel', 'Courriel aux familles', mail(told, season), 14],
    ['bulletin', 'Bulletin municipal', bulletin(told, season), 7],
    ['inscription', 'Formulaire d’inscription, avec l’information sur les données', form(told, season), 24],
  ]
  return texts.map(([id, label, text, rows]) => ({
    id: `${id}-${season === 'février' ? 'fevrier' : 'rentree'}`,
    label: `${label} (${season})`,
    text,
    rows,
  }))
}

function website(told: Told, season: Season): string {
  return `Quotient familial : transmettez-le en ligne

${lead(told, season)}

${told.pageUrl}

Vous vous identifiez avec FranceConnect, vous relisez votre quotient familial de la CAF ou de la MSA, puis vous le transmettez. C’est gratuit, sans papier, et cela prend deux minutes.

${without(told)}

${WARNING}`
}

function mail(told: Told, season: Season): string {
  const { name } = told.collectivite
  const subject = season === 'février' ? 'votre nouveau quotient familial' : 'votre quotient familial'
  return `Objet : ${name} : ${subject}

Bonjour,

${lead(told, season)}

${told.pageUrl}

Identifiez-vous avec FranceConnect, relisez votre quotient familial de la CAF ou de la MSA, puis transmettez-le. C’est gratuit, sans papier, et cela prend deux minutes.

${without(told)}

${WARNING}

Cordialement,
${name}`
}

function bulletin(told: Told, season: Season): string {
  return `Votre quotient familial en deux minutes

${lead(told, season)} C’est gratuit et sans papier, avec FranceConnect : ${told.pageUrl}

${without(told)} ${WARNING}`
}

/** With the information that articles 13 and 14 of the GDPR ask for, in the words of the notice. */
function form(told: Told, season: Season): string {
  return `Quotient familial

${lead(told, season)}

${told.pageUrl}

${without(told)} Transmettre en ligne n’est pas obligatoire.

Vos données
${noticeItems(told).join('\n')}
Le détail : ${told.personalDataUrl}`
}

const WARNING =
  'Personne ne vous appellera jamais au nom de ce service. Ne donnez vos mots de passe à personne.'

function lead({ collectivite }: Told, season: Season): string {
  const { name } = collectivite
  const services = servicesOf(collectivite)
  return season === 'février'
    ? `Les quotients familiaux changent en début d’année. Après le premier week-end de février, pas avant, transmettez le nouveau à ${name} pour le tarif de votre famille (${services}) : plus tôt, c’est l’ancien qui pourrait être transmis.`
    : `Pour la rentrée, transmettez votre quotient familial à ${name} : il sert au tarif de votre famille (${services}).`
}

function servicesOf({ services }: Collectivite): string {
  return services ?? 'cantine, garderie, centre de loisirs…'
}

function without({ collectivite }: Told): string {
  const { otherWays, counter, contact, acceptsWithoutFranceConnect } = collectivite
  const place = counter.address ? ` (${[counter.address, counter.hours].filter(Boolean).join(', ')})` : ''
  const ways = [
    ...(otherWays.includes('guichet') ? [`apportez à l’accueil${place}`] : []),
    ...(otherWays.includes('courriel') ? [`envoyez par courriel${contact ? ` (${contact})` : ''}`] : []),
  ]
  const online = acceptsWithoutFranceConnect
    ? ', ou joignez-la en ligne sur la même page : « Faire autrement, sans FranceConnect »'
    : ''
  return `Sans FranceConnect : ${ways.join(', ou ')} votre attestation de la CAF ou de la MSA${online}.`
}
