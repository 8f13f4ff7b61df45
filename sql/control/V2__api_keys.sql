-- Who may use the HTTP door. Never the secret itself: SHA-256 of 256 random bits. Rows stay when a key is revoked.
-- owner is whose accounts the key reaches; NULL is the operator's key, which reaches all.
CREATE TABLE api_key (
  key_id      CHAR(12)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  secret_hash CHAR(64)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  owner       VARCHAR(64) NULL,
  scopes      SET ('accounts:write', 'transfers:write', 'read', 'operate') NOT NULL,
  label       VARCHAR(64) NOT NULL DEFAULT '',
  created_at  DATETIME(6) NOT NULL,
  revoked_at  DATETIME(6) NULL,
  PRIMARY KEY (key_id),
  CONSTRAINT api_key_owner CHECK (owner <> ''),
  CONSTRAINT api_key_scopes CHECK (scopes <> '')
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
