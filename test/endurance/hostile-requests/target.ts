import { sql } from 'drizzle-orm'
import { asCollectivite } from '#src/db/as-collectivite.js'
import { rowsOf } from '#src/db/rows-of.js'
import { fillSafe } from '../../support/fill.js'
import { parameterNames, routesOf } from '../../support/hostile-routes.js'
import { CALVI, FAY_AUX_LOGES } from '../../support/named.js'
import type { TestService } from '../../support/service.js'
import type { Visitor } from '../../support/visitor.js'
import type { Target } from './request.js'

const ROWS = 300
const SPARE = 'secretariat@fay-aux-loges.example'

/** Opens two collectivités, one of them to be spoiled, signs everybody in and learns what exists. */
export async function openTarget(service: TestService): Promise<Target> {
  const { url, services, sandbox } = service
  await service.open(FAY_AUX_LOGES, { acceptsWithoutFranceConnect: true, asksDeclaredFields: true })
  await service.open(CALVI, { asksDeclaredFields: true })
  await service.addMember(FAY_AUX_LOGES, 'martine.legendre@fay-aux-loges.example', 'gestionnaire')
  await service.addMember(FAY_AUX_LOGES, 'bruno.tessieras@fay-aux-loges.example')
  await service.addMember(FAY_AUX_LOGES, SPARE)
  const now = services.now().getTime()
  await fillSafe(services.safe, FAY_AUX_LOGES, ROWS, (index) => ({
    createdAt: new Date(now - index * 60_000),
  }))
  const signIn = async (departure: string, identity: string) => {
    const visitor = service.newVisitor()
    await visitor.signIn(departure, { identity })
    return visitor
  }
  const [resident, agent, gestionnaire, operator] = await Promise.all([
    signIn(`/collectivites/${FAY_AUX_LOGES}/connexion`, 'ordinary'),
    signIn('/agent/connexion', 'bruno'),
    signIn('/agent/connexion', 'martine'),
    signIn('/dinum/connexion', 'claire'),
  ])
  return {
    host: new URL(url).host,
    origin: url,
    routes: routesOf(services),
    names: parameterNames(),
    cookies: {
      nobody: '',
      resident: cookie(resident, 'qf'),
      agent: cookie(agent, 'qf-agent'),
      gestionnaire: cookie(gestionnaire, 'qf-agent'),
      operator: cookie(operator, 'qf-agent'),
    },
    known: await known(service),
    apiToken: service.environment.COLLECTIVITES_API_TOKEN ?? '',
    webhookSecret: sandbox.environment.DATAPASS_WEBHOOK_SECRETS?.split(',').at(-1) ?? '',
  }
}

function cookie(visitor: Visitor, name: string): string {
  const pair = visitor.cookie(name)
  if (pair === null) throw new Error(`Nobody is signed in by ${name}`)
  return pair
}

async function known({ services: { db } }: TestService): Promise<Target['known']> {
  const read = (query: ReturnType<typeof sql>) =>
    asCollectivite(db, FAY_AUX_LOGES, async (tx) =>
      rowsOf<{ value: string }>(await tx.execute(query)).map(({ value }) => value),
    )
  const references = await read(
    sql`select reference as value from submissions order by created_at desc limit 200`,
  )
  const ids = await read(sql`select id::text as value from members where email = ${SPARE}`)
  return new Map(
    Object.entries({
      siret: [FAY_AUX_LOGES],
      // What an operator closes is not what the others work with.
      'dinum:siret': [CALVI],
      reference: references,
      id: [...ids, '00000000-0000-4000-8000-000000000000', '7'],
      arrival: ['1', '2', '3'],
      act: ['transfert', 'commune', 'rejeu'],
      place: ['demandeur', 'metier', 'delegue', 'contact-metier'],
      form: ['apercu', 'retours'],
      file: ['export.csv', 'export.xlsx'],
      code_cog: ['45142', '2B050'],
      siren: ['214501421', '214503468'],
      name: ['Calvi', 'registre', 'affiche', 'mentions'],
      q: ['fay', 'essai', '45450', 'MARQUEUR'],
      external_id: ['FAM-7'],
      redirect_uri: ['https://editeur.example/retour'],
      fait: ['enregistre', 'traite', 'rien', 'ajoutee'],
      etat: ['a-traiter', 'traite', 'ouverte', 'en-attente'],
      origine: ['FranceConnect', 'Guichet'],
      verifier: ['oui', 'qf-modifie'],
      export: ['jamais'],
      du: ['2026-11-01'],
      au: ['2026-12-31'],
      apres: ['2026-11-27T10:00:00.000Z_00000000-0000-4000-8000-000000000000'],
      avant: ['2026-11-27T10:00:00.000Z', '1'],
      recherche: ['oui'],
      lignes: ['3'],
      page: ['1', '2', '99999'],
      action: ['csv', 'xlsx', 'traite', 'a-traiter'],
      quoi: ['lectures', 'fichiers', 'agents'],
      departement: ['45', '2A'],
      activite: ['avec', 'sans'],
      sante: ['personne', 'courriels'],
      commune: ['45234', '99999'],
      cle: ['3f2c1a60-7d59-4d57-9a0b-6a3c2c0a1b11'],
      nom: ['D’ESSAI'],
      prenoms: ['Nadège Anne'],
      sexe: ['female', 'male'],
      naissance: ['09/04/1988'],
      qf: ['742'],
      mois: ['11/2026'],
      regime: ['CNAF', 'MSA'],
      frequence: ['jamais', 'transmission', 'jour', 'semaine', 'mois'],
      contenu: ['avis', 'csv'],
      risque: ['oui'],
      adresse: ['mairie@fay-aux-loges.example'],
      courriel: ['nouvelle@fay-aux-loges.example'],
      role: ['agent', 'gestionnaire'],
      reponse: ['oui', 'non', 'accepter'],
      services: ['Cantine'],
      contact: ['Mairie, du lundi au vendredi'],
      champs_declares: ['oui'],
      par_guichet: ['oui'],
      par_courriel: ['oui'],
      sans_franceconnect: ['oui'],
      guichet_adresse: ['1 place de l’Église'],
      guichet_horaires: ['le matin'],
      conservation: ['90', '30'],
      raccourcir: ['oui'],
      autoriser: ['https://editeur.example'],
      retours: ['https://editeur.example'],
      site: ['https://editeur.example'],
      editeur: ['Éditeur'],
      cog: ['45142', '2B050'],
      gestionnaire: ['nouvelle@fay-aux-loges.example'],
      delegue: ['dpo@fay-aux-loges.example'],
      partage: ['oui'],
      fichier: ['oui', 'non'],
      partout: ['oui'],
      motif: ['autre'],
      nom_connu: ['Mme Essai'],
    }),
  )
}
