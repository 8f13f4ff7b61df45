package io.settlement.ledger.shard;

import static io.settlement.testing.LedgerNode.CNY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.faults.StatementLog;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountStatus;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.CustomerPosting;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.LedgerInvariantViolated;
import io.settlement.ledger.PostedEntry;
import io.settlement.ledger.PostingKind;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferInstruction;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the journal tells of customers' postings, entry by entry. */
class EventJournalIT {

    private static final ShardId HERE = new ShardId(0);
    private static final ShardId THERE = new ShardId(1);

    private static LedgerFixture fixture;
    private static LedgerNode node;
    private static EventJournal journal;

    private AccountId payer;
    private AccountId merchant;
    private long before;
    private long beforeThere;

    @BeforeAll
    static void start() {
        fixture = LedgerFixture.of(2);
        node = fixture.node();
        journal = node.ledger().eventJournal();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @BeforeEach
    void openAccounts() {
        payer = node.funded(HERE, 10_000);
        merchant = node.account(THERE, AccountType.SP, CNY, 0);
        before = journal.progress(HERE).latest();
        beforeThere = journal.progress(THERE).latest();
    }

    @AfterEach
    void prove() {
        fixture.assertConserved();
    }

    @Test
    void tellsEveryKindOfPostingWithItsSequenceAndBalance() {
        var transfer = node.debited(payer, merchant, 700);
        node.settle(List.of(transfer));
        node.debit(node.withdrawal(payer, 300));
        node.debit(node.deposit(payer, 50));
        node.setStatus(merchant, AccountStatus.FROZEN_CREDIT);
        var refused = node.debited(payer, merchant, 40);
        node.settle(List.of(refused));
        node.setStatus(merchant, AccountStatus.OPEN);

        assertThat(postings(HERE, before))
                .extracting(
                        CustomerPosting::kind,
                        CustomerPosting::sequence,
                        p -> p.amount().toDecimal(),
                        p -> p.balanceAfter().toDecimal())
                .containsExactly(
                        line(PostingKind.DEBIT, 2, "-7.00", "93.00"),
                        line(PostingKind.WITHDRAWAL, 3, "-3.00", "90.00"),
                        line(PostingKind.DEPOSIT, 4, "0.50", "90.50"),
                        line(PostingKind.DEBIT, 5, "-0.40", "90.10"),
                        line(PostingKind.REVERSAL, 6, "0.40", "90.50"));
        assertThat(postings(THERE, beforeThere)).singleElement().satisfies(credit -> {
            assertThat(credit.account()).isEqualTo(merchant);
            assertThat(credit.type()).isEqualTo(AccountType.SP);
            assertThat(credit.kind()).isEqualTo(PostingKind.CREDIT);
            assertThat(credit.transfer()).isEqualTo(transfer.id());
        });
    }

    @Test
    void numbersEntriesWithoutAGapThoughNoCustomerMoved() {
        var transfer = node.debited(payer, merchant, 700);
        node.settle(List.of(transfer));
        node.debit(node.deposit(payer, 50));

        assertThat(journal.after(HERE, before, 100, 100))
                .extracting(PostedEntry::number, entry -> entry.postings().size())
                .containsExactly(entry(before + 1, 1), entry(before + 2, 0), entry(before + 3, 1));
    }

    @Test
    void aMerchantsManyCreditsAreOneRunAndAllAreTold() {
        List<Transfer> many = new ArrayList<>();
        for (var outcome : node.debit(IntStream.rangeClosed(1, 300)
                .mapToObj(cents -> LedgerNode.transfer(payer, merchant, cents % 7 + 1))
                .toArray(TransferInstruction[]::new))) {
            many.add(((DebitOutcome.Stored) outcome).transfer());
        }
        node.settle(many);

        assertThat(fixture.number(
                        THERE, "SELECT LENGTH(customer_postings) FROM journal_entry ORDER BY entry_no DESC LIMIT 1"))
                .isEqualTo(20);
        assertThat(postings(THERE, beforeThere))
                .hasSize(300)
                .extracting(CustomerPosting::sequence)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aPageEndsBeforeItHasTooManyEntriesOrPostingsButHasOneEntry() {
        node.debit(LedgerNode.transfer(payer, merchant, 1), LedgerNode.transfer(payer, merchant, 2));
        node.debit(LedgerNode.transfer(payer, merchant, 3));
        node.debit(LedgerNode.transfer(payer, merchant, 4));

        assertThat(journal.after(HERE, before, 2, 100)).hasSize(2);
        assertThat(journal.after(HERE, before, 100, 3)).hasSize(2);
        assertThat(journal.after(HERE, before, 100, 1)).hasSize(1);
    }

    @Test
    void theCursorMovesForwardOnlyAndTellsWhatWaits() {
        journal.moveCursor(HERE, before);
        var first = node.debited(payer, merchant, 1);
        node.settle(List.of(first));

        var progress = journal.progress(HERE);
        assertThat(progress.waiting()).isEqualTo(2);
        assertThat(progress.oldestWaiting().orElseThrow())
                .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());

        journal.moveCursor(HERE, before + 2);
        journal.moveCursor(HERE, before + 1);
        assertThat(journal.progress(HERE).published()).isEqualTo(before + 2);
        assertThat(journal.progress(HERE).oldestWaiting()).isEmpty();
    }

    @Test
    void doesNotGoPastAnEntryThatIsMissingOrDoesNotNameItsPostings() throws IOException {
        for (int i = 1; i <= 3; i++) {
            node.debit(LedgerNode.transfer(payer, merchant, i));
        }
        long second = before + 2;
        fixture.execute(HERE, "UPDATE journal_entry SET entry_no = -1 WHERE entry_no = " + second);
        assertStopsBefore(second);
        fixture.execute(HERE, "UPDATE journal_entry SET entry_no = " + second + " WHERE entry_no = -1");

        fixture.execute(HERE, "UPDATE journal_entry SET customer_postings = NULL WHERE entry_no = " + second);
        assertStopsBefore(second);
        fixture.execute(HERE, repairOfTheDocument());
        assertThat(journal.after(HERE, before, 100, 100)).hasSize(3);
    }

    /** What docs/account-events.md tells an operator to run. */
    private static String repairOfTheDocument() throws IOException {
        var document = Files.readString(
                Path.of(System.getProperty("settlement.root", "..")).resolve("docs/account-events.md"));
        var sql = document.substring(document.indexOf("```sql") + "```sql".length());
        return sql.substring(0, sql.indexOf(';'));
    }

    private static void assertStopsBefore(long entry) {
        assertThat(journal.after(HERE, entry - 2, 100, 100)).hasSize(1);
        assertThatThrownBy(() -> journal.after(HERE, entry - 1, 100, 100))
                .isInstanceOf(LedgerInvariantViolated.class)
                .hasMessageContaining("entry " + entry);
    }

    @Test
    void refusesAnEntryThatNamesAnothersPosting() {
        node.debit(LedgerNode.transfer(payer, merchant, 1));
        node.debit(LedgerNode.transfer(payer, merchant, 2));
        var ids = "SELECT txn_id FROM journal_entry WHERE entry_no = %d";
        long first = fixture.number(HERE, ids.formatted(before + 1));
        long second = fixture.number(HERE, ids.formatted(before + 2));
        rename(before + 1, -1);
        rename(before + 2, first);
        rename(before + 1, second);

        assertThatThrownBy(() -> journal.after(HERE, before, 100, 100)).isInstanceOf(LedgerInvariantViolated.class);

        rename(before + 1, -1);
        rename(before + 2, second);
        rename(before + 1, first);
    }

    private static void rename(long entry, long txn) {
        fixture.execute(HERE, "UPDATE journal_entry SET txn_id = " + txn + " WHERE entry_no = " + entry);
    }

    /** No look-up by transaction, no scan, however many rows there are. */
    @Test
    void readsPostingsByTheirUniqueKeys() throws SQLException {
        var many = IntStream.range(0, 300)
                .mapToObj(i -> LedgerNode.transfer(payer, merchant, 1))
                .toArray(TransferInstruction[]::new);
        node.settle(node.debit(many).stream()
                .map(outcome -> ((DebitOutcome.Stored) outcome).transfer())
                .toList());
        long before = journal.progress(HERE).latest();
        long beforeThere = journal.progress(THERE).latest();
        var one = LedgerNode.transfer(payer, merchant, 1);
        var two = LedgerNode.transfer(payer, merchant, 1);
        node.settle(node.debit(one, two).stream()
                .map(outcome -> ((DebitOutcome.Stored) outcome).transfer())
                .toList());
        node.log().clear();
        journal.after(HERE, before, 1, 100);
        journal.after(THERE, beforeThere, 1, 100);

        assertThat(plan(HERE, "posting", payer)).isEqualTo("range PRIMARY");
        assertThat(plan(THERE, "credit_leg", merchant)).isEqualTo("range uq_leg_posting");
    }

    /** How the server goes about the statement that was just run for two lines of this account. */
    private static String plan(ShardId shard, String table, AccountId account) throws SQLException {
        var sql = node.log().entriesOn(shard.dataSourceName()).stream()
                .map(StatementLog.Entry::sql)
                .filter(text -> text.contains("FROM " + table))
                .findFirst()
                .orElseThrow();
        try (var connection = fixture.connect(shard);
                var statement = connection.prepareStatement("EXPLAIN FORMAT = TRADITIONAL " + sql)) {
            for (int pair = 0; pair < 2; pair++) {
                statement.setLong(2 * pair + 1, account.value());
                statement.setLong(2 * pair + 2, 100 + pair);
                statement.setInt(5 + pair, account.slot().number());
            }
            try (var plan = statement.executeQuery()) {
                plan.next();
                return plan.getString("type") + " " + plan.getString("key");
            }
        }
    }

    private static List<CustomerPosting> postings(ShardId shard, long after) {
        return journal.after(shard, after, 100, 10_000).stream()
                .flatMap(entry -> entry.postings().stream())
                .toList();
    }

    private static Tuple line(PostingKind kind, long sequence, String amount, String after) {
        return Tuple.tuple(kind, sequence, amount, after);
    }

    private static Tuple entry(long number, int postings) {
        return Tuple.tuple(number, postings);
    }
}
