package io.settlement.ledger.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.ledger.Account;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountOpening;
import io.settlement.ledger.AccountOutcome;
import io.settlement.ledger.AccountSearch;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.ExternalNumber;
import io.settlement.ledger.IdempotencyKey;
import io.settlement.ledger.ShardId;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lists over four shards. */
@Timeout(60)
class AccountListIT {

    private static final ShardId AWAY = new ShardId(2);

    private static LedgerFixture fixture;
    private static LedgerNode node;

    @BeforeAll
    static void startShards() {
        fixture = LedgerFixture.of(4);
        node = fixture.node();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void showsEachAccountOnceInTheOrderOfIdsHoweverLongThePages() {
        var opened = open("lister", 0, 30, "");
        open("other", 0, 5, "");
        assertThat(opened.stream().map(node::shardOf).distinct()).hasSize(4);
        var sorted = opened.stream().sorted().toList();
        for (int limit : List.of(1, 7, 30, 200)) {
            assertThat(allPages(ofOwner("lister"), limit)).isEqualTo(sorted);
        }
    }

    @Test
    void findsByTheOwnersNumberWhichIsNoIdentity() {
        var twice = open("ann", 0, 2, "4711");
        var bobs = open("bob", 0, 1, "4711");
        open("ann", 2, 2, "4712");
        var number = Optional.of(new ExternalNumber("4711"));
        assertThat(allPages(new AccountSearch(Optional.of("ann"), number), 10))
                .containsExactlyInAnyOrderElementsOf(twice);
        assertThat(allPages(new AccountSearch(Optional.empty(), number), 1))
                .hasSize(3)
                .containsAll(bobs);
        assertThat(allPages(ofOwner("ann"), 10)).hasSize(4);
        assertThat(allPages(ofOwner("Ann"), 10)).as("names keep their case").isEmpty();
    }

    @Test
    void missesNothingThatStoodBeforeWhileAccountsAreOpened() {
        var before = open("grower", 0, 12, "");
        List<AccountId> seen = new ArrayList<>();
        long after = 0;
        for (int page = 0; page < 20; page++) {
            var found = node.ledger().accountList().find(ofOwner("grower"), after, 3);
            found.forEach(account -> seen.add(account.id()));
            after = seen.get(seen.size() - 1).value();
            if (page < 5) {
                open("grower", 100 + page, 1, "");
            }
        }
        assertThat(seen).doesNotHaveDuplicates().isSorted().containsAll(before);
    }

    @Test
    void tellsNothingRatherThanAPartWhileAShardIsAway() {
        open("patient", 0, 8, "");
        fixture.proxy(AWAY).link().refuseConnections();
        fixture.proxy(AWAY).link().resetConnections();
        assertThatThrownBy(() -> node.ledger().accountList().find(ofOwner("patient"), 0, 1))
                .isInstanceOf(ShardNotAnswering.class)
                .hasMessageContaining("shard 2");
        fixture.proxy(AWAY).heal();
        assertThat(allPages(ofOwner("patient"), 3)).hasSize(8);
    }

    /** Rows read are counted by the server itself, for the very texts that were sent. */
    @Test
    void readsNoMoreRowsThanItShows() throws SQLException {
        fixture.execute(AWAY, """
                INSERT INTO account (account_id, slot, type, status, currency, owner, open_key, opened_at, external_number)
                SELECT seq * 1024 + 500, 500, 'SA', 'OPEN', 'CNY', CONCAT('many-', seq % 2), CONCAT('k', seq), NOW(6),
                       CONCAT('n-', seq % 4)
                  FROM\s""" + LedgerFixture.numbers(1_000_000, 1_004_000));
        fixture.execute(AWAY, "ANALYZE TABLE account");
        var number = Optional.of(new ExternalNumber("n-1"));
        for (var search : List.of(
                ofOwner("many-1"),
                new AccountSearch(Optional.empty(), number),
                new AccountSearch(Optional.of("many-1"), number))) {
            node.log().clear();
            assertThat(node.ledger().accountList().find(search, 1_001_000L * 1024, 10))
                    .hasSize(10);
            var text = node.log().entriesOn(AWAY.dataSourceName()).stream()
                    .map(entry -> entry.sql())
                    .filter(sql -> sql.contains("account_id >"))
                    .findFirst()
                    .orElseThrow();
            assertThat(rowsRead(filled(text, search))).as(text).isLessThan(30);
        }
    }

    private static String filled(String text, AccountSearch search) {
        var filled = text.replaceFirst("\\?", Long.toString(1_001_000L * 1024));
        for (var value : List.of(
                search.owner().orElse(""),
                search.externalNumber().map(ExternalNumber::value).orElse(""))) {
            filled = value.isEmpty() ? filled : filled.replaceFirst("\\?", "'" + value + "'");
        }
        return filled.replaceFirst("\\?", "10");
    }

    private static long rowsRead(String sql) throws SQLException {
        try (var connection = fixture.connect(AWAY);
                var statement = connection.createStatement()) {
            statement.execute("FLUSH STATUS");
            statement.execute(sql);
            try (var rows = statement.executeQuery("SHOW SESSION STATUS LIKE 'Handler_read%'")) {
                long read = 0;
                while (rows.next()) {
                    read += rows.getLong(2);
                }
                return read;
            }
        }
    }

    private static AccountSearch ofOwner(String owner) {
        return new AccountSearch(Optional.of(owner), Optional.empty());
    }

    private static List<AccountId> open(String owner, int firstKey, int count, String number) {
        List<AccountId> opened = new ArrayList<>();
        for (int key = firstKey; key < firstKey + count; key++) {
            var opening = new AccountOpening(
                    owner,
                    new IdempotencyKey("k" + key),
                    AccountType.SA,
                    LedgerNode.CNY,
                    0,
                    number.isEmpty() ? Optional.empty() : Optional.of(new ExternalNumber(number)));
            opened.add(((AccountOutcome.Done) node.ledger().accounts().open(opening))
                    .account()
                    .id());
        }
        return opened;
    }

    private static List<AccountId> allPages(AccountSearch search, int limit) {
        List<AccountId> all = new ArrayList<>();
        List<AccountId> page;
        do {
            long after = all.isEmpty() ? 0 : all.get(all.size() - 1).value();
            page = node.ledger().accountList().find(search, after, limit).stream()
                    .map(Account::id)
                    .collect(Collectors.toList());
            all.addAll(page);
        } while (page.size() == limit);
        return all;
    }
}
