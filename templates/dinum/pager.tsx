export type PagerProps = {
  /** `1 à 50 sur 4 812`; null where the number is not known. */
  shown: string | null
  previousUrl: string | null
  nextUrl: string | null
}

/** From one page of a long list to the next; nothing when there is one page. */
export function Pager({ shown, previousUrl, nextUrl }: PagerProps) {
  if (!previousUrl && !nextUrl) return null
  return (
    <nav aria-label="Pages" class="fr-mt-3w">
      <ul class="qf-choices">
        {previousUrl && (
          <li>
            <a href={previousUrl}>Page précédente</a>
          </li>
        )}
        {shown && <li>{shown}</li>}
        {nextUrl && (
          <li>
            <a href={nextUrl}>Page suivante</a>
          </li>
        )}
      </ul>
    </nav>
  )
}
