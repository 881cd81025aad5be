type Props = {
  text: string
  /** Follows « Copier »: `le nom`. */
  what: string
  /** Where many stand below one another, `what` is there for who cannot see alone. */
  short?: boolean
}

/** Copies a short text; only there with the script that makes it work. */
export function CopyButton({ text, what, short = false }: Props) {
  return (
    <>
      <button type="button" class="qf-copy-word" data-copie-texte={text} hidden>
        <span data-mot>Copier</span>
        <span class={short ? 'fr-sr-only' : undefined}> {what}</span>
      </button>
      <span role="status" class="fr-sr-only" />
    </>
  )
}
