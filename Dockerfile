# Node runs the sources as they are; the database is a service of its own, so its binaries are left out.
FROM node:24-slim
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional
COPY bin bin
COPY domain domain
COPY eventstore eventstore
COPY people people
COPY projections projections
COPY api api
COPY ui ui
RUN mkdir -p /var/lib/daybook && chown node:node /var/lib/daybook
USER node
# The gRPC client greets a node that is given by its address with that address, of which Node warns at each start.
CMD ["node", "--disable-warning=DEP0123", "bin/daybook.ts", "serve"]
