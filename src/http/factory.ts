import { createFactory } from 'hono/factory'
import type { RenderProps } from '#src/http/render.js'
import type { Shared } from '#src/http/shared-pages.js'

declare module 'hono' {
  interface ContextRenderer {
    // biome-ignore lint/style/useShorthandFunctionType: the interface is augmented, a type cannot be
    (content: string | Promise<string>, props: RenderProps): Response | Promise<Response>
  }
}

/** What every request carries. */
export type AppEnv = { Variables: { requestId: string; shared?: Shared } }

export const factory = createFactory<AppEnv>()
