import { SERVICE_NAME } from '#templates/site.js'

/** A paragraph, a link that is the thing to do, or steps in their order. */
export type MailBlock = string | { link: string; label: string } | { steps: string[] }
/** What a mail says; its subject holds nothing about a person. */
export type MailContent = { subject: string; blocks: MailBlock[] }
export type MailSender = { operatorName: string; supportEmail: string }

/** The two forms of a mail, of one content. */
export function renderMail({ subject, blocks }: MailContent, sender: MailSender) {
  const all = ['Bonjour,', ...blocks, closingOf(sender)]
  const text = `${all.map(textOf).join('\n\n')}\n`
  return { subject, text, html: `<!doctype html>${<MailFrame subject={subject} blocks={all} />}` }
}

function closingOf({ operatorName, supportEmail }: MailSender): string {
  return `${SERVICE_NAME}, un service de ${operatorName}. Une question\u00a0? Écrivez à ${supportEmail}.`
}

function textOf(block: MailBlock): string {
  if (typeof block === 'string') return block
  if ('link' in block) return `${block.label}\u00a0:\n${block.link}`
  return block.steps.map((step, index) => `${index + 1}. ${step}`).join('\n')
}

// Styles stand on the elements: programs that read mail drop the others.
const BODY =
  'font-family:Arial,sans-serif;font-size:16px;line-height:1.5;color:#161616;max-width:600px;overflow-wrap:anywhere'
const BUTTON =
  'display:inline-block;padding:8px 16px;background-color:#000091;color:#ffffff;text-decoration:none'

function MailFrame({ subject, blocks }: MailContent) {
  return (
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{subject}</title>
      </head>
      <body style={BODY}>
        {blocks.map((block) => (
          <Block block={block} />
        ))}
      </body>
    </html>
  )
}

function Block({ block }: { block: MailBlock }) {
  if (typeof block === 'string') return <p>{block}</p>
  if ('steps' in block)
    return (
      <ol>
        {block.steps.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
    )
  return (
    <>
      <p>
        <a href={block.link} style={BUTTON}>
          {block.label}
        </a>
      </p>
      <p>
        Si le bouton ne marche pas, recopiez cette adresse : <br />
        {block.link}
      </p>
    </>
  )
}
