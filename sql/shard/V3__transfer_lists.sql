-- Lists an account's transfers by time, rejected ones included: those have no posting to walk along.
CREATE INDEX ix_transfer_account ON transfer (key_account, transfer_id);
