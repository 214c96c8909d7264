# Build with everything, run with what production needs, as a user who owns nothing but the data folder.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:22-bookworm-slim
LABEL org.opencontainers.image.title="cislo" \
      org.opencontainers.image.description="Measures the service levels of CI on GitHub" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json app.yml LICENSE ./
COPY assets ./assets
COPY migrations ./migrations
COPY slos ./slos
COPY templates ./templates
COPY rules ./rules
RUN install --directory --owner=node --group=node /data
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    CISLO_DATA_DIR=/data/database
# The set-up page writes the App's credentials to .env in the working directory: that belongs to the data.
WORKDIR /data
USER node
VOLUME /data
EXPOSE 3000
# /healthz answers as long as the process lives; /readyz (database, settling) is for the load balancer.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# A small nursery: bodies of deliveries are garbage at once, and the process keeps one size.
ENTRYPOINT ["node", "--max-semi-space-size=8", "/app/dist/cli/main.js"]
CMD ["serve"]
