import { escapeXml } from '#templates/documents/xml.js'

export type Tree = { [name: string]: Tree | string | number | null | never[] }

/**
 * The same data as XML, as Ruby on Rails writes it, which editors have learnt to read: `hash` around all, dashes for
 * underscores, and the type of what is no text. https://api.rubyonrails.org/classes/Hash.html#method-i-to_xml
 */
export function toXml(tree: Tree): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('hash', tree, '')}`
}

function element(key: string, value: Tree[string], indent: string): string {
  const name = key.replaceAll('_', '-')
  if (value === null) return `${indent}<${name} nil="true"/>\n`
  if (Array.isArray(value)) return `${indent}<${name} type="array"/>\n`
  if (typeof value === 'number') return `${indent}<${name} type="integer">${value}</${name}>\n`
  if (typeof value === 'string') return `${indent}<${name}>${escapeXml(value)}</${name}>\n`
  const inside = Object.entries(value).map(([inner, each]) => element(inner, each, `${indent}  `))
  return `${indent}<${name}>\n${inside.join('')}${indent}</${name}>\n`
}
