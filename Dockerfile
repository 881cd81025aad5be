# syntax=docker/dockerfile:1
# One image for web, worker and commands. test/endurance/image.test.ts runs these steps without Docker.
FROM node:22.23.3-trixie-slim AS base
WORKDIR /app
# .npmrc: from the registry, by hash, and no package runs a script.
COPY package.json package-lock.json .npmrc ./

FROM base AS build
RUN npm ci
COPY tsconfig.json ./
COPY scripts/build.ts scripts/
COPY src src
COPY templates templates
RUN npm run build

FROM base AS production
RUN npm ci --omit=dev

FROM base
LABEL org.opencontainers.image.title="collecte-qf" \
      org.opencontainers.image.description="The form by which a resident sends her quotient familial to her collectivité" \
      org.opencontainers.image.licenses="MIT"
# npm writes no log: the file system may be read-only.
ENV NODE_ENV=production \
    npm_config_logs_max=0 \
    npm_config_update_notifier=false
COPY --from=production /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY drizzle drizzle
COPY public public
COPY scripts/run.mjs scripts/
# Owns none of these files.
USER node
EXPOSE 3000
# Web and worker answer it alike; what only runs a command has none (compose.yaml).
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Web and worker; add `web` or `worker` for one of them. SIGTERM ends it once what is in hand is done.
CMD ["node", "dist/src/main.js"]
