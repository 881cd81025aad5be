import type { Context } from 'hono'

type Download = { contentType: string; filename: string; content: Uint8Array }

/** A file that a browser keeps instead of showing it. */
export function download(c: Context, { contentType, filename, content }: Download): Response {
  return c.body(new Uint8Array(content), 200, {
    'Content-Type': contentType,
    // https://www.rfc-editor.org/rfc/rfc6266#section-4.3
    'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`,
    'X-Content-Type-Options': 'nosniff',
  })
}
