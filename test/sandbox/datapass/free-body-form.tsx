import { FREE_BODY_PATH } from './addresses.js'

/** Any text, sent as it is. */
export function FreeBodyForm() {
  return (
    <form method="post" action={FREE_BODY_PATH}>
      <fieldset>
        <legend>Envoyer un corps libre</legend>
        <p>
          <label>
            Corps
            <textarea name="text" rows={6} style="display:block;width:100%;box-sizing:border-box">
              {'{"event":"approve"}'}
            </textarea>
          </label>
        </p>
        <p>
          <label>
            Envoi{' '}
            <select name="how">
              <option value="right">bien signé</option>
              <option value="bad-signature">mal signé</option>
              <option value="no-signature">sans signature</option>
              <option value="other-environment">d’un autre environnement</option>
            </select>
          </label>
        </p>
        <button type="submit">Envoyer ce corps</button>{' '}
        <button class="plain" type="submit" name="how" value="test">
          Envoyer l’essai de DataPass
        </button>
      </fieldset>
    </form>
  )
}
