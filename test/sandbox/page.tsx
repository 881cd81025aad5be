import type { PropsWithChildren } from 'hono/jsx'

const STYLE = `body{font-family:system-ui,sans-serif;line-height:1.5;max-width:52rem;margin:0 auto;padding:0 1rem 3rem;color:#161616}
.simulation{background:#ffe9a8;padding:.5rem 1rem;font-weight:700}
button{font:inherit;padding:.5rem 1rem;background:#000091;color:#fff;border:0;cursor:pointer}
button.plain{background:#fff;color:#000091;border:1px solid #000091}
:focus-visible{outline:3px solid #0a76f6;outline-offset:2px}
li{margin:.75rem 0}.choices{list-style:none;padding:0}.choices p{margin:.25rem 0}
table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0}
code{overflow-wrap:anywhere}`

/** The frame of every page of the sandbox: plain, readable without styles, marked as a simulation. */
export function Page({ title, children }: PropsWithChildren<{ title: string }>) {
  return (
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title} – simulation</title>
        <link rel="icon" href="data:," />
        <style>{STYLE}</style>
      </head>
      <body>
        <header>
          <p class="simulation">Simulation — aucune donnée réelle</p>
        </header>
        <main>
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  )
}

export function renderPage(page: ReturnType<typeof Page>): string {
  return `<!doctype html>${page}`
}
