# The image of every role: docker-compose.yml and docs/kubernetes say which. No Redis is in it: REDIS_URL names one.
# --build-arg NODE=… takes another base: a registry nearby, or a digest, which alone never changes.

ARG NODE=docker.io/library/node:24-bookworm-slim

FROM ${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No package's scripts run; those of which Rollcall consists need none.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY tools tools
COPY src src
COPY workers workers
RUN node tools/setup/setup.mjs build

FROM ${NODE}
ENV NODE_ENV=production ROLLCALL_DATA=/data
WORKDIR /app
# The packages are in the programs.
COPY --from=build /app/dist/programs dist/programs
COPY package.json LICENSE ./
# A new volume takes over the owner and mode of /data. `rollcall` is for `docker compose exec` and `kubectl exec`.
RUN install -d -o node -g node -m 0700 /data \
  && printf '#!/bin/sh\nexec node /app/dist/programs/rollcall.js "$@"\n' > /usr/local/bin/rollcall \
  && chmod 0755 /usr/local/bin/rollcall
# By number, so that an orchestrator can see that it is not root: `node` of the base image.
USER 1000:1000
ENTRYPOINT ["node", "/app/dist/programs/rollcall.js"]
CMD ["worker"]
