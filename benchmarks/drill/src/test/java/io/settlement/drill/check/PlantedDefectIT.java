package io.settlement.drill.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountType;
import io.settlement.ledger.Transfer;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each defect planted with SQL in real books is found and named, by its kind and by the transfer or account it is in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedDefectIT {

    private RealBooks books;
    private AccountId payer;
    private AccountId payee;
    private AccountId neighbour;
    private Transfer settled;
    private Transfer reversed;
    private Transfer rejected;

    @BeforeAll
    void write() throws SQLException {
        books = new RealBooks();
        payer = books.open(0, AccountType.SA);
        neighbour = books.open(0, AccountType.SP);
        payee = books.open(1, AccountType.SA);
        var closed = new AccountId(1024L * 3 + payee.slot().number());
        books.deposit(payer, 1_000);
        settled = books.transfer("settled", payer, payee, 300, true);
        reversed = books.transfer("reversed", payer, closed, 200, true);
        rejected = books.transfer("rejected", payer, payee, 9_999, true);
        books.transfer("local", payer, neighbour, 50, true);
    }

    @AfterAll
    void drop() throws SQLException {
        books.close();
    }

    /** Every test takes its plant out again; that it did is part of the test. */
    @AfterEach
    void isInOrderAgain() throws SQLException {
        assertThat(books.judge().lines()).isEmpty();
    }

    @Test
    void namesACentMoreOnABalance() throws SQLException {
        books.plant(1, "UPDATE account SET balance = balance + 1 WHERE account_id = " + payee);
        expect(FindingKind.BALANCE_OFF, "account " + payee);
        books.plant(1, "UPDATE account SET balance = balance - 1 WHERE account_id = " + payee);
    }

    @Test
    void namesACentMoreOnALine() throws SQLException {
        books.plant(1, "UPDATE credit_leg SET balance_after = balance_after + 1 WHERE transfer_id = " + settled.id());
        expect(FindingKind.LINES_BROKEN, "account " + payee);
        books.plant(1, "UPDATE credit_leg SET balance_after = balance_after - 1 WHERE transfer_id = " + settled.id());
    }

    @Test
    void namesACentMoreThanTheTransfers() throws SQLException {
        books.plant(1, "UPDATE credit_leg SET amount = amount + 1 WHERE transfer_id = " + settled.id());
        expect(FindingKind.MISPOSTED, "transfer " + settled.id());
        books.plant(1, "UPDATE credit_leg SET amount = amount - 1 WHERE transfer_id = " + settled.id());
    }

    @Test
    void namesAMissingPosting() throws SQLException {
        books.plant(
                0, "CREATE TABLE kept AS SELECT * FROM posting WHERE kind = 'DEBIT' AND transfer_id = " + settled.id());
        books.plant(0, "DELETE FROM posting WHERE kind = 'DEBIT' AND transfer_id = " + settled.id());
        expect(FindingKind.POSTING_MISSING, "transfer " + settled.id());
        books.plant(0, "INSERT INTO posting SELECT * FROM kept");
        books.plant(0, "DROP TABLE kept");
    }

    @Test
    void namesASecondDebit() throws SQLException {
        insertPosting("DEBIT", -300, settled);
        expect(FindingKind.DOUBLED, "transfer " + settled.id());
        removePosting();
    }

    @Test
    void namesACreditAndAReversal() throws SQLException {
        insertPosting("REVERSAL", 300, settled);
        expect(FindingKind.DOUBLED, "transfer " + settled.id());
        removePosting();
    }

    @Test
    void namesASecondReversal() throws SQLException {
        insertPosting("REVERSAL", 200, reversed);
        expect(FindingKind.DOUBLED, "transfer " + reversed.id());
        removePosting();
    }

    @Test
    void namesARejectionThatMoved() throws SQLException {
        insertPosting("DEBIT", -9_999, rejected);
        expect(FindingKind.REFUSED_YET_MOVED, "transfer " + rejected.id());
        expect(FindingKind.BEYOND_LIMIT, "account " + payer);
        removePosting();
    }

    @Test
    void namesASwappedAccount() throws SQLException {
        var debit = " WHERE kind = 'DEBIT' AND transfer_id = " + settled.id();
        books.plant(
                0,
                "UPDATE posting SET account_id = %s, slot = %d, account_seq = account_seq + 1000"
                                .formatted(neighbour, neighbour.slot().number())
                        + debit);
        expect(FindingKind.MISPOSTED, "transfer " + settled.id());
        books.plant(
                0,
                "UPDATE posting SET account_id = %s, slot = %d, account_seq = account_seq - 1000"
                                .formatted(payer, payer.slot().number())
                        + debit);
    }

    @Test
    void namesALegOfTheWrongOutcome() throws SQLException {
        books.plant(
                0, "UPDATE transfer SET status = 'REVERSED', reason = 'GIVEN_UP' WHERE transfer_id = " + settled.id());
        expect(FindingKind.MISPOSTED, "transfer " + settled.id());
        expect(FindingKind.DOUBLED, "transfer " + settled.id());
        books.plant(0, "UPDATE transfer SET status = 'SETTLED', reason = NULL WHERE transfer_id = " + settled.id());
    }

    @Test
    void namesALegOnTheWrongShard() throws SQLException {
        books.plant(0, """
                INSERT INTO credit_leg (transfer_id, slot, destination_account_id, amount, currency, outcome, reason,
                                        account_seq, balance_after, txn_id)
                VALUES (%s, %d, %s, 300, 'CNY', 'CREDITED', NULL, 2, 350, 1)
                """.formatted(settled.id(), neighbour.slot().number(), neighbour));
        expect(FindingKind.DOUBLED, "transfer " + settled.id());
        books.plant(0, "DELETE FROM credit_leg WHERE transfer_id = " + settled.id());
    }

    @Test
    void namesATransferThatIsGone() throws SQLException {
        books.plant(0, "CREATE TABLE kept AS SELECT * FROM transfer WHERE transfer_id = " + settled.id());
        books.plant(0, "DELETE FROM transfer WHERE transfer_id = " + settled.id());
        expect(FindingKind.LOST, "key settled of account " + payer);
        expect(FindingKind.UNASKED, "transfer " + settled.id());
        books.plant(0, "INSERT INTO transfer SELECT * FROM kept");
        books.plant(0, "DROP TABLE kept");
    }

    @Test
    void namesATransferThatNeverEnded() throws SQLException {
        var open = books.transfer("open", payer, payee, 10, false);
        expect(FindingKind.STRANDED, "transfer " + open.id());
        books.transfer("open", payer, payee, 10, true);
    }

    @Test
    void readsWithAnAccountThatCannotWrite() throws SQLException {
        try (var connection = books.readers().values().iterator().next().getConnection();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM posting"))
                    .isInstanceOf(SQLException.class);
        }
    }

    private void insertPosting(String kind, long amount, Transfer transfer) throws SQLException {
        books.plant(0, """
                INSERT INTO posting (account_id, account_seq, slot, kind, amount, balance_after, transfer_id, txn_id)
                SELECT account_id, account_seq + 1, slot, '%s', %d, balance + %d, %s, 1 FROM account WHERE account_id = %s
                """.formatted(kind, amount, amount, transfer.id(), payer));
    }

    private void removePosting() throws SQLException {
        books.plant(0, "DELETE FROM posting WHERE txn_id = 1");
    }

    private void expect(FindingKind kind, String subject) throws SQLException {
        assertThat(books.judge().kept())
                .anyMatch(finding -> finding.kind() == kind && finding.subject().equals(subject));
    }
}
