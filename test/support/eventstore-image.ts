/** The EventStoreDB that the contract is run against where a Docker engine answers. */
export const EVENTSTORE_IMAGE = 'eventstore/eventstore:23.10.1-bookworm-slim'
