import { PUBLIC_PAGES } from '#templates/information/public-pages.js'

/** Every public page. */
export function SiteMap() {
  return (
    <>
      <h1>Plan du site</h1>
      {PUBLIC_PAGES.map(({ title, pages }) => (
        <>
          <h2>{title}</h2>
          <ul>
            {pages.map(({ href, label }) => (
              <li>
                <a href={href}>{label}</a>
              </li>
            ))}
          </ul>
        </>
      ))}
      <p>
        Chaque collectivité a aussi sa page, et sa page pour faire autrement :{' '}
        <a href="/collectivites">cherchez la vôtre</a>.
      </p>
    </>
  )
}
