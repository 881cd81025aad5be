import { type BrowserServer, chromium } from 'playwright-core'
import { findChromium } from './chromium-binary.js'

// Not the flags of @sparticuz/chromium: one process for all dies with its first page, and web security would be off.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--font-render-hinting=none',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** One Chromium for a whole run, to which the workers connect. */
export async function startChromium(tries = 3): Promise<BrowserServer> {
  const { executablePath, env } = findChromium(process.env)
  try {
    return await chromium.launchServer({ executablePath, args: FLAGS, env, handleSIGINT: false })
  } catch (error) {
    // Rarely it dies of a fault of its own in its first second, and starts well the next time.
    if (tries <= 1) throw error
    return startChromium(tries - 1)
  }
}
