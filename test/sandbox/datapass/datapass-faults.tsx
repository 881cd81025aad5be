import type { PropsWithChildren } from 'hono/jsx'
import { FaultForm, Go } from '../fault-form.js'
import { Choice, NumberField } from '../mailbox/fault-fields.js'
import { FAULTS_ANCHOR, FAULTS_PATH } from './addresses.js'
import type { ApiFaults } from './api-faults.js'
import type { DeveloperMail } from './retries.js'

export type FaultsShown = {
  api: ReturnType<ApiFaults['inForce']>
  speed: number | null
  mails: DeveloperMail[]
}

/** What is wrong with DataPass just now, and how to make it so. */
export function DataPassFaults({ faults }: { faults: FaultsShown }) {
  const lines = linesOf(faults)
  return (
    <section aria-labelledby={FAULTS_ANCHOR}>
      <h2 id={FAULTS_ANCHOR}>Pannes et nouveaux essais</h2>
      {lines.length === 0 ? <p>Aucune panne en cours.</p> : <Lines lines={lines} />}
      <Fault legend="Nouveaux essais des envois en échec">
        <Choice
          label="Essayer"
          name="again"
          options={{
            never: 'une seule fois',
            normally: 'de nouveau, après 3 s, 18 s…',
            faster: 'de nouveau, 60 fois plus vite',
          }}
        />
        <Go fault="retries">Changer les essais</Go>
      </Fault>
      <Fault legend="API : réponses 500">
        <NumberField label="Combien de fois" name="times" value={1} min={0} max={1000} />
        <Go fault="api-failures">Mettre en panne</Go>
      </Fault>
      <Fault legend="API : jetons">
        <Choice label="L’adresse des jetons" name="down" options={{ yes: 'est en panne', no: 'répond' }} />
        <Go fault="token">Changer les jetons</Go>
      </Fault>
      <Fault legend="API : lenteur">
        <NumberField
          label="Millisecondes par réponse"
          name="milliseconds"
          value={3000}
          min={0}
          max={60_000}
        />
        <Go fault="slow">Ralentir</Go>
      </Fault>
      <form method="post" action={FAULTS_PATH}>
        <button class="plain" type="submit" name="fault" value="reset">
          Tout oublier et tout rétablir
        </button>
      </form>
    </section>
  )
}

function linesOf({ api: { failures, tokenIsDown, milliseconds }, speed, mails }: FaultsShown): string[] {
  return [
    ...(speed === null ? [] : [`Envois en échec : essayés de nouveau${pace(speed)}`]),
    ...(failures.times === 0 ? [] : [`API : réponse ${failures.status}, encore ${failures.times} fois`]),
    ...(tokenIsDown ? ['API : pas de jeton, jusqu’à nouvel ordre'] : []),
    ...(milliseconds === 0 ? [] : [`API : ${milliseconds} ms par réponse`]),
    ...mails.map(({ subject, text }) => `Courriel aux développeurs : « ${subject} » ${text}`),
  ]
}

function pace(speed: number): string {
  return speed === 1 ? ', au rythme de DataPass' : `, ${speed} fois plus vite que DataPass`
}

function Lines({ lines }: { lines: string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  )
}

function Fault({ legend, children }: PropsWithChildren<{ legend: string }>) {
  return (
    <FaultForm action={FAULTS_PATH} legend={legend}>
      {children}
    </FaultForm>
  )
}
