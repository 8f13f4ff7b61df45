-- Transfers by id, from a first id (exclusive) to a last (inclusive), at most so many. Its legs are on other shards.
SELECT t.transfer_id, t.status, t.destination_account_id, t.amount, t.currency
FROM transfer t
WHERE t.transfer_id > ?
  AND t.transfer_id <= ?
  AND t.kind = 'TRANSFER'
ORDER BY t.transfer_id
LIMIT ?;
