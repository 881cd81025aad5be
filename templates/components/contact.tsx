const ADDRESS = /([\w.+-]+@[\w-]+(?:\.[\w-]+)+)/

/** Where to ask, in the collectivité's free words; the e-mail addresses in them are links. */
export function Contact({ text }: { text: string }) {
  return text
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 1 ? <a href={`mailto:${part}`}>{part}</a> : part))
}
