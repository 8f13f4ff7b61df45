package io.settlement.drill.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.drill.check.RealBooks;
import io.settlement.drill.fault.Fault.Healing;
import io.settlement.drill.fault.Fault.Struck;
import io.settlement.drill.fault.Nemesis.Patience;
import io.settlement.drill.fault.Nemesis.Witness;
import io.settlement.drill.history.HistoryFile;
import io.settlement.drill.history.Operation;
import io.settlement.drill.load.Recorder;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.AccountType;
import io.settlement.reconciliation.Reconciler;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the nemesis counts, over real tables with a transfer in flight that the healing ends, or nobody. */
class NemesisIT {

    private static final Patience SHORT = new Patience(Duration.ofMillis(300), Duration.ofSeconds(2));

    private final List<String> said = new ArrayList<>();

    @TempDir
    private Path folder;

    private RealBooks books;
    private AccountId payer;
    private AccountId payee;
    private boolean struck;

    @BeforeEach
    void write() throws SQLException {
        books = new RealBooks();
        payer = books.open(0, AccountType.SA);
        payee = books.open(1, AccountType.SA);
        books.deposit(payer, 1_000);
    }

    @AfterEach
    void drop() throws SQLException {
        books.close();
    }

    @Test
    void countsAStrikeWithMoneyInFlightAndTheTimeToItsEnd() throws Exception {
        books.transfer("open", payer, payee, 10, false);
        var nemesis = strike(() -> books.transfer("open", payer, payee, 10, true));
        assertThat(nemesis.runs()).hasSize(1);
        assertThat(nemesis.runs().get(0).inFlight()).isEqualTo(1);
        assertThat(nemesis.runs().get(0).recovered()).isPresent();
        assertThat(nemesis.missed()).isEmpty();
        var operations = new ArrayList<Operation>();
        HistoryFile.read(folder.resolve("history.jsonl"), operations::add);
        assertThat(operations)
                .extracting(Operation::getClass)
                .containsExactly(Operation.Struck.class, Operation.Healed.class, Operation.Proved.class);
    }

    @Test
    void saysWhenWhatWasInFlightDoesNotEnd() throws Exception {
        books.transfer("open", payer, payee, 10, false);
        var nemesis = strike(() -> {});
        assertThat(nemesis.runs().get(0).recovered()).isEmpty();
        assertThat(said).anyMatch(line -> line.endsWith("NOT RECOVERED"));
    }

    @Test
    void doesNotStrikeWhereNothingIsInFlight() throws Exception {
        var nemesis = strike(() -> {});
        assertThat(struck).isFalse();
        assertThat(nemesis.runs()).isEmpty();
        assertThat(nemesis.missed()).containsExactly("test");
    }

    private Nemesis strike(Healing healing) throws Exception {
        var fault = new Fault("test", "nothing", 0, target -> {
            struck = true;
            return new Struck("nobody", healing);
        });
        try (var history = HistoryFile.create(folder.resolve("history.jsonl"))) {
            var witness = new Witness(
                    new OpenWork(books.readers()), new Reconciler(books.readers()), new Recorder(history), said::add);
            var nemesis = new Nemesis(new Target(null, List.of(), new SplittableRandom(1)), SHORT, witness);
            nemesis.strikeAll(List.of(fault), Duration.ZERO);
            return nemesis;
        }
    }
}
