-- The sweeper finds open work in debit_batch alone: open_count is the number of the batch's DEBITED transfers, and each
-- of them stands in the batch's packed ids, or nothing would ever end it. An id packed in a batch that is open is a
-- transfer of that batch. A batch without open work may have been purged.
-- Places are counted as 32 x 32, since MySQL's cte_max_recursion_depth (1,000) is below 1,024.
WITH RECURSIVE digit AS (
    SELECT 0 AS n
    UNION ALL
    SELECT n + 1 FROM digit WHERE n < 31),
place AS (
    SELECT 32 * high.n + low.n + 1 AS n
    FROM digit high
    CROSS JOIN digit low),
open_transfer AS (
    SELECT t.transfer_id, t.debit_txn, t.currency
    FROM transfer t
    WHERE t.status = 'DEBITED'),
listed AS (
    SELECT b.batch_id,
           CAST(CONV(HEX(SUBSTRING(b.transfer_ids, 8 * place.n - 7, 8)), 16, 10) AS SIGNED) AS transfer_id
    FROM debit_batch b
    JOIN place ON place.n <= LENGTH(b.transfer_ids) / 8
    WHERE b.open_count > 0)
SELECT 'OPEN_COUNT_OFF'                    AS break_kind,
       '-'                                 AS currency,
       CONCAT('batch ', book.batch_id)     AS subject,
       CAST(SUM(book.transfers) AS CHAR)   AS expected,
       CAST(SUM(book.open_count) AS CHAR)  AS found
FROM (SELECT b.batch_id, b.open_count, 0 AS transfers
      FROM debit_batch b
      WHERE b.open_count > 0
      UNION ALL
      SELECT o.debit_txn, 0, COUNT(*)
      FROM open_transfer o
      GROUP BY o.debit_txn) book
GROUP BY book.batch_id
HAVING SUM(book.transfers) <> SUM(book.open_count)
UNION ALL
SELECT 'OPEN_ID_UNLISTED', o.currency, CONCAT('transfer ', o.transfer_id), CONCAT('listed in batch ', o.debit_txn),
       'not listed'
FROM open_transfer o
LEFT JOIN listed ON listed.batch_id = o.debit_txn AND listed.transfer_id = o.transfer_id
WHERE listed.transfer_id IS NULL
UNION ALL
SELECT 'LISTED_ID_FOREIGN', COALESCE(t.currency, '-'), CONCAT('transfer ', listed.transfer_id),
       CONCAT('debited by batch ', listed.batch_id),
       COALESCE(CONCAT(t.kind, ' ', t.status, ' of txn ', t.debit_txn), 'no transfer')
FROM listed
LEFT JOIN transfer t ON t.transfer_id = listed.transfer_id
WHERE t.transfer_id IS NULL
   OR t.debit_txn <> listed.batch_id
   OR t.status = 'REJECTED'
   OR t.kind <> 'TRANSFER'
UNION ALL
SELECT 'LISTED_ID_FOREIGN', '-', CONCAT('batch ', b.batch_id), 'ids of 8 bytes, each once',
       CONCAT(LENGTH(b.transfer_ids), ' bytes, ',
              (SELECT COUNT(DISTINCT listed.transfer_id) FROM listed WHERE listed.batch_id = b.batch_id), ' ids')
FROM debit_batch b
WHERE b.open_count > 0
  AND LENGTH(b.transfer_ids)
      <> 8 * (SELECT COUNT(DISTINCT listed.transfer_id) FROM listed WHERE listed.batch_id = b.batch_id);
