/** How a person ends a sign-in without an identity: gives up, or meets a failure. */
export function WaysOut() {
  return (
    <>
      <h2>Ne pas continuer</h2>
      <p>
        <button class="plain" type="submit" name="error" value="access_denied">
          Revenir au service
        </button>
      </p>
      <p>
        <button class="plain" type="submit" name="error" value="server_error">
          Simuler une erreur technique
        </button>
      </p>
      <p>
        <button class="plain" type="submit" name="error" value="temporarily_unavailable">
          Simuler un service indisponible
        </button>
      </p>
    </>
  )
}
