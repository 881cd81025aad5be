/** Takes a transmission back; `describedBy` says which one where a page shows several. */
export function CancelForm({ action, describedBy }: { action: string; describedBy?: string }) {
  return (
    <form method="post" action={action}>
      <button type="submit" class="fr-btn fr-btn--tertiary" aria-describedby={describedBy}>
        Annuler cette transmission
      </button>
    </form>
  )
}
