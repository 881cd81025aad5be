/** The fund as people call it: `CAF`, `MSA`, or the provider's own word. */
export function fundWord(provider: string): string {
  return provider === 'CNAF' ? 'CAF' : provider
}
