import type { Child } from 'hono/jsx'
import { FAULTS_PATH } from './addresses.js'
import type { Remaining } from './countdown.js'
import type { FaultsInForce } from './faults.js'

const TLS_WORDS = {
  right: 'TLS : bon certificat',
  'wrong certificate': 'TLS : mauvais certificat',
  none: 'TLS : pas de TLS',
}

/** What does not work just now, each in one line. */
export function FaultsInForceList({ faults }: { faults: FaultsInForce }) {
  const lines = linesOf(faults)
  if (lines.length === 0) return <p>Aucune panne en cours.</p>
  return (
    <ul>
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  )
}

function linesOf(faults: FaultsInForce): Child[] {
  const { senders, recipients, data, drops, delays, addresses, hangsUp, tls, random } = faults
  return [
    ...(hangsUp ? ['Connexion : le serveur raccroche, jusqu’à nouvel ordre'] : []),
    ...(tls ? [`${TLS_WORDS[tls]}, jusqu’à nouvel ordre`] : []),
    ...senders.map((one) => `Expéditeur : refus ${one.value}, ${howLong(one)}`),
    ...recipients.map((one) => `Destinataire : refus ${one.value}, ${howLong(one)}`),
    ...addresses.map(([address, code]) => <RefusedAddress address={address} code={code} />),
    ...data.map((one) => `Après le message : refus ${one.value}, ${howLong(one)}`),
    ...drops.map((one) => `Après le message : coupure, ${howLong(one)}`),
    ...delays.map((one) => `Après le message : attente de ${one.value} ms, ${howLong(one)}`),
    ...(random ? [`Au hasard : ${Math.round(random.share * 100)} %, graine ${random.seed}`] : []),
  ]
}

function howLong({ times }: Remaining<unknown>): string {
  if (times === Number.POSITIVE_INFINITY) return 'jusqu’à nouvel ordre'
  return `encore ${times} fois`
}

function RefusedAddress({ address, code }: { address: string; code: number }) {
  return (
    <form method="post" action={FAULTS_PATH}>
      <input type="hidden" name="address" value={address} />
      {`${address} : refus ${code}, jusqu’à nouvel ordre`}{' '}
      <button class="plain" type="submit" name="fault" value="accept-address">
        {`Accepter de nouveau ${address}`}
      </button>
    </form>
  )
}
