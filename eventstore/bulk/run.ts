/** A run as `BulkRun` names its fields. */
export const RUN_COLUMNS = `id, by, category, action, undoes, asked, state, made_at as "madeAt", started_at as "startedAt",
  ended_at as "endedAt"`
