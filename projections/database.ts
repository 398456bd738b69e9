/**
 * All read tables by name, for kysely. Every read model adds its own, in its own file; the name of a table is qualified by
 * the active generation when a query runs.
 */
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type -- read models merge into it
export interface Database {}
