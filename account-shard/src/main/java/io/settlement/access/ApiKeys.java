package io.settlement.access;

import io.settlement.ledger.AccountOpening;
import io.settlement.ledger.ActingOwner;
import io.settlement.sharding.ShardingProperties.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The keys in settlement_control, and the only class that reads or writes them. Every call is one statement on a
 * connection of its own, by that database's clock. Safe for any number of threads.
 */
public final class ApiKeys {

    /** Every producer holds all of them in memory and reads them again every few seconds. */
    public static final int MOST_LIVE = 100_000;

    private static final int LONGEST_LABEL = 64;
    private static final String COLUMNS = "key_id, secret_hash, owner, scopes, label, created_at, revoked_at";

    private final JdbcClient control;

    public ApiKeys(DataSource control) {
        this.control = JdbcClient.create(control);
    }

    /** A database that does not answer is given up soon: requests may be waiting for it. */
    public static ApiKeys in(Database control) {
        var timeOuts = new Properties();
        timeOuts.setProperty("connectTimeout", "1000");
        timeOuts.setProperty("socketTimeout", "2000");
        var source = new DriverManagerDataSource(control.jdbcUrl(), control.username(), control.password());
        source.setConnectionProperties(timeOuts);
        return new ApiKeys(source);
    }

    /** @throws IllegalArgumentException where owner, scopes or label cannot be, with one line that says which */
    public void store(KeyText key, ActingOwner owner, Set<Scope> scopes, String label) {
        owner.owner().ifPresent(AccountOpening::requireOwner);
        require(!scopes.isEmpty(), "a key needs at least one scope");
        require(
                label.codePointCount(0, label.length()) <= LONGEST_LABEL
                        && label.chars().noneMatch(Character::isISOControl),
                "label must be at most " + LONGEST_LABEL + " characters in one line");
        require(live().size() < MOST_LIVE, "there are " + MOST_LIVE + " keys; revoke some first");
        control.sql("INSERT INTO api_key (key_id, secret_hash, owner, scopes, label, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))")
                .params(key.id(), key.secretHash(), owner.owner().orElse(null), Scope.words(scopes), label)
                .update();
    }

    public Optional<ApiKey> find(String id) {
        return control.sql("SELECT " + COLUMNS + " FROM api_key WHERE key_id = ?")
                .params(id)
                .query(ApiKeys::read)
                .optional();
    }

    /** Those that are not revoked. */
    public List<ApiKey> live() {
        return control.sql("SELECT " + COLUMNS + " FROM api_key WHERE revoked_at IS NULL")
                .query(ApiKeys::read)
                .list();
    }

    /** All that were ever made, oldest first. */
    public List<ApiKey> all() {
        return control.sql("SELECT " + COLUMNS + " FROM api_key ORDER BY created_at, key_id")
                .query(ApiKeys::read)
                .list();
    }

    /** For good. False where no such key is live. */
    public boolean revoke(String id) {
        return control.sql("UPDATE api_key SET revoked_at = UTC_TIMESTAMP(6) WHERE key_id = ? AND revoked_at IS NULL")
                        .params(id)
                        .update()
                == 1;
    }

    private static ApiKey read(ResultSet row, int number) throws SQLException {
        return new ApiKey(
                row.getString("key_id"),
                row.getString("secret_hash"),
                new ActingOwner(Optional.ofNullable(row.getString("owner"))),
                Scope.setOf(row.getString("scopes")),
                row.getString("label"),
                instant(row, "created_at").orElseThrow(),
                instant(row, "revoked_at"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDateTime.class))
                .map(time -> time.toInstant(ZoneOffset.UTC));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
