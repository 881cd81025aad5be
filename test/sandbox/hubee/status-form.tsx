import type { PropsWithChildren } from 'hono/jsx'

type StatusFormProps = PropsWithChildren<{
  action: string
  legend: string
  /** Each code, with the words for it where it is not a word itself. */
  statuses: [code: string, words: string | null][]
}>

/** Where something stands, and a button for each status that it can be given. */
export function StatusForm({ action, legend, statuses, children }: StatusFormProps) {
  return (
    <form method="post" action={action} style="margin:1rem 0">
      <fieldset>
        <legend>{legend}</legend>
        <p>{children}</p>
        <p style="display:flex;flex-wrap:wrap;gap:.5rem">
          {statuses.map(([code, words]) => (
            <button class="plain" type="submit" name="status" value={code}>
              {words && `${words} `}
              <code>{code}</code>
            </button>
          ))}
        </p>
      </fieldset>
    </form>
  )
}
