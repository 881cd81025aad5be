const FONT = 'Liberation Sans'

type Style = { name: string; shown: string; paragraph?: string; text?: string }

const STYLES: Style[] = [
  { name: 'Standard', shown: 'Standard', text: `style:font-name="${FONT}"` },
  {
    name: 'Text_20_body',
    shown: 'Text body',
    paragraph: 'fo:margin-bottom="0.25cm" fo:line-height="120%"',
  },
  {
    name: 'Title',
    shown: 'Title',
    paragraph: 'fo:margin-bottom="0.5cm"',
    text: 'fo:font-size="20pt" fo:font-weight="bold"',
  },
  {
    name: 'Heading_20_1',
    shown: 'Heading 1',
    paragraph: 'fo:margin-top="0.6cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"',
    text: 'fo:font-size="15pt" fo:font-weight="bold"',
  },
  {
    name: 'Heading_20_2',
    shown: 'Heading 2',
    paragraph: 'fo:margin-top="0.4cm" fo:margin-bottom="0.15cm" fo:keep-with-next="always"',
    text: 'fo:font-size="12.5pt" fo:font-weight="bold"',
  },
  { name: 'List_20_Contents', shown: 'List Contents', paragraph: 'fo:margin-bottom="0.1cm"' },
  {
    name: 'Table',
    shown: 'Table',
    paragraph: 'fo:margin-top="0.2cm" fo:margin-bottom="0.1cm" fo:keep-with-next="always"',
    text: 'fo:font-style="italic"',
  },
  { name: 'Table_20_Heading', shown: 'Table Heading', text: 'fo:font-size="9.5pt" fo:font-weight="bold"' },
  { name: 'Table_20_Contents', shown: 'Table Contents', text: 'fo:font-size="9.5pt"' },
]

/** Named styles, so that who goes on writing changes the look in one place. */
export function odtStyles(): string {
  return `<office:font-face-decls><style:font-face style:name="${FONT}" svg:font-family="'${FONT}', Arial" style:font-family-generic="swiss"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties style:font-name="${FONT}" fo:font-size="11pt" fo:language="fr" fo:country="FR"/></style:default-style>
${STYLES.map(styleXml).join('\n')}
<text:list-style style:name="Puces"><text:list-level-style-bullet text:level="1" text:bullet-char="•"><style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.5cm" fo:margin-left="0.8cm"/></style:list-level-properties></text:list-level-style-bullet></text:list-style>
</office:styles>
<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"/></office:master-styles>`
}

function styleXml({ name, shown, paragraph = '', text = '' }: Style): string {
  const parent = name === 'Standard' ? '' : ' style:parent-style-name="Standard"'
  return `<style:style style:name="${name}" style:display-name="${shown}" style:family="paragraph"${parent}><style:paragraph-properties ${paragraph}/><style:text-properties ${text}/></style:style>`
}
