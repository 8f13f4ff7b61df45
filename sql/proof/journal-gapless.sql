-- Journal entries are numbered gaplessly from 1, and shard_head knows the latest number.
SELECT 'JOURNAL_GAP'                        AS break_kind,
       '-'                                  AS currency,
       CONCAT('entry ', e.entry_no - 1)     AS subject,
       'an entry'                           AS expected,
       'none'                               AS found
FROM journal_entry e
LEFT JOIN journal_entry before_it ON before_it.entry_no = e.entry_no - 1
WHERE before_it.entry_no IS NULL
  AND e.entry_no <> 1
UNION ALL
SELECT 'JOURNAL_HEAD_OFF', '-', CONCAT('shard ', h.shard_id), CONCAT('entry_no ', latest.entry_no),
       CONCAT('entry_no ', h.entry_no)
FROM shard_head h
JOIN (SELECT COALESCE(MAX(e.entry_no), 0) AS entry_no FROM journal_entry e) latest
WHERE h.entry_no <> latest.entry_no;
