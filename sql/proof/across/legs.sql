-- Legs by the id of their transfer, from a first id (exclusive) to a last (inclusive), at most so many.
SELECT l.transfer_id, l.outcome, l.destination_account_id, l.amount, l.currency
FROM credit_leg l
WHERE l.transfer_id > ?
  AND l.transfer_id <= ?
ORDER BY l.transfer_id
LIMIT ?;
