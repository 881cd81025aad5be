import type { PropsWithChildren } from 'hono/jsx'

/** One fault that can be chosen, with its fields and its button. */
export function FaultForm({
  action,
  legend,
  children,
}: PropsWithChildren<{ action: string; legend: string }>) {
  return (
    <form method="post" action={action}>
      <fieldset style="margin:.75rem 0;display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center">
        <legend>{legend}</legend>
        {children}
      </fieldset>
    </form>
  )
}

/** The button that chooses this fault. */
export function Go({ fault, children }: PropsWithChildren<{ fault: string }>) {
  return (
    <button type="submit" name="fault" value={fault}>
      {children}
    </button>
  )
}
