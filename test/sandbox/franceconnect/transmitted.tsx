/** What the service will receive, as FranceConnect's information page lists it. */
export function Transmitted({ labels }: { labels: string[] }) {
  return (
    <>
      <h2>Données transmises au service</h2>
      <ul>
        {labels.map((label) => (
          <li>{label}</li>
        ))}
      </ul>
    </>
  )
}
