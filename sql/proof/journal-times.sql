-- The times of journal entries never go back, so that a statement can be cut by time; shard_head knows the latest.
SELECT 'JOURNAL_TIME_BACK'                        AS break_kind,
       '-'                                        AS currency,
       CONCAT('entry ', e.entry_no)               AS subject,
       CONCAT('not before ', before_it.recorded_at) AS expected,
       CAST(e.recorded_at AS CHAR)                AS found
FROM journal_entry e
JOIN journal_entry before_it ON before_it.entry_no = e.entry_no - 1
WHERE e.recorded_at < before_it.recorded_at
UNION ALL
SELECT 'JOURNAL_TIME_BACK', '-', CONCAT('shard ', h.shard_id), CONCAT('not before ', e.recorded_at),
       CAST(h.recorded_at AS CHAR)
FROM shard_head h
JOIN journal_entry e ON e.entry_no = h.entry_no
WHERE h.recorded_at < e.recorded_at;
