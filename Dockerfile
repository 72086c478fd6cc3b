# syntax=docker/dockerfile:1

# Builds once; `prepare` and `api` take from it.
FROM node:20.20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run prisma:generate && npm run build

# Runs once before the API starts: migrations and the default embedding model.
FROM build AS prepare
ENV DATA_DIR=/data
RUN mkdir /data && chown node:node /data
USER node
CMD ["sh", "-c", "node scripts/prisma/cli.cjs migrate deploy && node dist/scripts/models/build-default-model.js"]

FROM node:20.20-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev

# One API process. `docker compose` runs as many as wanted.
FROM node:20.20-bookworm-slim AS api
# Decoders' buffers go back to the machine: glibc raises this threshold by itself with each large buffer, and would keep
# hundreds of MB after a few large pictures.
ENV MALLOC_TRIM_THRESHOLD_=131072
ENV NODE_ENV=production DATA_DIR=/data PORT=8000
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY package.json package-lock.json ./
COPY configs configs
COPY schema schema
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
USER node
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8000/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/src/main.js"]

# The same process with CUDA's libraries, which ONNX Runtime's install script fetches.
FROM packages AS packages-cuda
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/* \
  && ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node --foreground-scripts

FROM nvidia/cuda:12.6.3-cudnn-runtime-ubuntu24.04 AS api-cuda
ENV MALLOC_TRIM_THRESHOLD_=131072
ENV NODE_ENV=production DATA_DIR=/data PORT=8000 EMBEDDING_DEVICE=cuda
WORKDIR /app
# The image brings a user of id 1000, as node's image does: both can share the data volume.
RUN mkdir /data && chown 1000:1000 /data
COPY --from=api /usr/local/bin/node /usr/local/bin/node
COPY --from=api /app .
COPY --from=packages-cuda /app/node_modules node_modules
USER 1000
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8000/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/src/main.js"]
