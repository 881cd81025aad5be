const TECHNOLOGIES = ['HTML', 'CSS', 'SVG', 'WAI-ARIA', 'JavaScript, sans lequel tout marche aussi', 'PDF']
const TOOLS = [
  'axe-core, sur chaque page dans chaque état ;',
  'des contrôles automatiques écrits pour ce service : structure, mots, formulaires, clavier, zoom, espacement du texte, couleurs forcées, impression ;',
  'l’arbre d’accessibilité de Chromium, et la relecture du code et des pages.',
]
const PAGES = [
  'accueil, choix et page d’une collectivité, moyens sans FranceConnect ;',
  'vérification et envoi, formulaires de l’attestation et du signalement, confirmation, récépissé en PDF, mes transmissions ;',
  'questions fréquentes, plan du site, mentions légales, données personnelles, cookies, conditions d’utilisation, statistiques, cette page ;',
  'espace des agents : liste, fiche, fichiers, courriels, agents, réglages, affiche en PDF, journal ;',
  'console de l’opérateur ;',
  'pages d’erreur.',
]

/** With what the service is made, and with what it was examined. */
export function AccessibilityMeans() {
  return (
    <>
      <h3>Technologies utilisées</h3>
      <List items={TECHNOLOGIES} />
      <h3>Environnement de test</h3>
      <p>
        Chromium, sur un écran de 320 pixels et un de 1 280 pixels, avec et sans JavaScript, au clavier. Aucun
        lecteur d’écran n’a été utilisé.
      </p>
      <h3>Outils</h3>
      <List items={TOOLS} />
      <h3>Pages vérifiées</h3>
      <p>Toutes, dans tous leurs états, y compris les erreurs :</p>
      <List items={PAGES} />
    </>
  )
}

function List({ items }: { items: string[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li>{item}</li>
      ))}
    </ul>
  )
}
