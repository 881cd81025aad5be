import type { PropsWithChildren } from 'hono/jsx'
import { FaultForm, Go } from '../fault-form.js'
import { FAULTS_PATH } from './addresses.js'
import { Choice, NumberField } from './fault-fields.js'
import type { FaultsInForce } from './faults.js'
import { FaultsInForceList } from './faults-in-force.js'

export const FAULTS_ANCHOR = 'pannes'

/** What is wrong with the mail server, and how to make it so. */
export function FaultsPanel({ faults }: { faults: FaultsInForce }) {
  return (
    <section aria-labelledby={FAULTS_ANCHOR}>
      <h2 id={FAULTS_ANCHOR}>Pannes</h2>
      <FaultsInForceList faults={faults} />
      <form method="post" action={FAULTS_PATH}>
        <button class="plain" type="submit" name="fault" value="none">
          Tout rétablir
        </button>
      </form>
      <h3>Provoquer une panne</h3>
      <Fault legend="Refuser">
        <label>
          Quoi{' '}
          <select name="fault">
            <option value="refuse-recipient">les destinataires (RCPT TO)</option>
            <option value="refuse-sender">l’expéditeur (MAIL FROM)</option>
            <option value="refuse-data">le message, une fois lu (DATA)</option>
          </select>
        </label>
        <Code />
        <Times />
        <button type="submit">Refuser</button>
      </Fault>
      <Fault legend="Refuser une adresse">
        <label>
          Adresse <input type="email" name="address" required />
        </label>
        <Code />
        <Go fault="refuse-address">Refuser cette adresse</Go>
      </Fault>
      <Fault legend="Garder le message mais couper avant de répondre">
        <Times />
        <Go fault="drop">Couper</Go>
      </Fault>
      <Fault legend="Répondre lentement au message">
        <NumberField
          label="Attente en millisecondes"
          name="milliseconds"
          value={3000}
          min={0}
          max={600_000}
        />
        <Times />
        <Go fault="delay">Ralentir</Go>
      </Fault>
      <Fault legend="Connexion">
        <Choice label="À qui se connecte" name="hangsUp" options={{ yes: 'raccrocher', no: 'répondre' }} />
        <Go fault="connection">Changer la connexion</Go>
      </Fault>
      <Fault legend="TLS (STARTTLS)">
        <Choice
          label="Proposer"
          name="tls"
          options={{
            none: 'pas de TLS',
            'wrong certificate': 'un mauvais certificat',
            right: 'le bon certificat',
          }}
        />
        <Go fault="tls">Changer TLS</Go>
      </Fault>
      <Fault legend="Au hasard">
        <NumberField
          label="Dialogues en panne, en % (0 : aucun)"
          name="percent"
          value={30}
          min={0}
          max={100}
        />
        <NumberField label="Graine (facultatif)" name="seed" min={0} max={2 ** 32 - 1} optional />
        <Go fault="random">Tirer au hasard</Go>
      </Fault>
    </section>
  )
}

function Fault({ legend, children }: PropsWithChildren<{ legend: string }>) {
  return (
    <FaultForm action={FAULTS_PATH} legend={legend}>
      {children}
    </FaultForm>
  )
}

const Code = () => <NumberField label="Code" name="code" value={450} min={400} max={599} />

const Times = () => (
  <NumberField
    label="Combien de fois (vide : jusqu’à nouvel ordre)"
    name="times"
    value={1}
    min={0}
    max={1000}
  />
)
