import { DeskNav, type DeskNavProps } from '#templates/agent/desk-nav.js'
import { ButtonLink } from '#templates/components/button-link.js'
import { CopyText } from '#templates/components/copy-text.js'
import { TextBlocks } from '#templates/components/text-blocks.js'
import { plainText, type TextDocument } from '#templates/documents/text-document.js'

type Props = {
  nav: DeskNavProps
  document: TextDocument
  /** Short enough to be copied whole. */
  isShort: boolean
  urls: { download: string; all: string }
}

/** One document of the data protection officer, to be read here. */
export function DataProtectionDocument({ nav, document, isShort, urls }: Props) {
  return (
    <>
      <DeskNav {...nav} />
      <p>
        <a href={urls.all}>Tous les documents</a>
      </p>
      <h1>{document.title}</h1>
      <p>
        <ButtonLink href={urls.download} download>
          Télécharger ce document
        </ButtonLink>
      </p>
      <TextBlocks blocks={document.blocks} />
      {isShort && <CopyText id="mention" label="Texte à copier" text={plainText(document)} rows={16} />}
    </>
  )
}
