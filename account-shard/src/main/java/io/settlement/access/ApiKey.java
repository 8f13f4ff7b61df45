package io.settlement.access;

import io.settlement.ledger.ActingOwner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A key as it is stored: never its secret, only the secret's SHA-256.
 *
 * @param owner whose accounts it reaches; {@link ActingOwner#ANY} for the operator's
 * @param label what its holder is called, for people
 */
public record ApiKey(
        String id,
        String secretHash,
        ActingOwner owner,
        Set<Scope> scopes,
        String label,
        Instant createdAt,
        Optional<Instant> revokedAt) {

    public ApiKey {
        scopes = Set.copyOf(scopes);
    }

    /** Takes the same time wherever the first difference is. */
    public boolean accepts(KeyText text) {
        return MessageDigest.isEqual(
                secretHash.getBytes(StandardCharsets.US_ASCII),
                text.secretHash().getBytes(StandardCharsets.US_ASCII));
    }
}
