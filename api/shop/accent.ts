import type { FastifyInstance } from 'fastify'
import { AskedInk } from '../../domain/shared/colour.ts'

/**
 * The tokens of the style sheet that follow from one colour. White can be read on it, so it can be read on white; for dark pages
 * its hue is kept and made as light as text there has to be, and buttons as dark as their own text needs.
 */
export const accentStyle = (colour: string): string => `:root {
  --accent: light-dark(${colour}, oklch(from ${colour} 77% min(c, 0.12) h));
  --accent-tint: light-dark(oklch(from ${colour} 95.3% min(c, 0.022) h), oklch(from ${colour} 31% min(c, 0.065) h));
  --button: light-dark(${colour}, oklch(from ${colour} clamp(0.4, l, 0.5) c h));
  --button-hover: light-dark(oklch(from ${colour} calc(l - 0.05) c h), oklch(from ${colour} clamp(0.35, l - 0.05, 0.45) c h));
}
/* Links stand out from the text around them, whatever the colour. */
p a:not([class]) {
  text-decoration: underline;
}
`

/** A style per colour, at an address of its own: the policy of pages takes no style in them, and it never changes. */
export const registerAccents = (app: FastifyInstance): void => {
  app.get<{ Params: { file: string } }>('/accent/:file', { config: { may: 'public' } }, async ({ params }, reply) => {
    const [, digits = ''] = /^([0-9a-f]{6})\.css$/.exec(params.file) ?? []
    const { data: colour } = AskedInk.safeParse(`#${digits}`)
    if (colour === undefined) return reply.code(404).type('text/plain; charset=utf-8').send('')
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=31536000, immutable')
    return reply.send(accentStyle(colour))
  })
}
