package io.settlement.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.load.door.Pause;
import io.settlement.load.outcome.MessageCount;
import io.settlement.load.outcome.Proof;
import io.settlement.load.plan.GeneratorSettings;
import io.settlement.load.plan.Plan;
import io.settlement.load.plan.RandomTransfers;
import io.settlement.load.plan.StandingOrders;
import io.settlement.money.CurrencyCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run against the real ledger on two real shards; see {@link LedgerDoor} for what is left out. */
class DemoIT {

    private static RealShards shards;
    private static LedgerDoor door;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        shards = RealShards.start(2);
        door = new LedgerDoor(shards);
    }

    @AfterAll
    static void stop() throws Exception {
        door.close();
    }

    @Test
    void findsEveryTransferAsPredicted() throws Exception {
        var plan = RandomTransfers.plan(new GeneratorSettings(3_000, 100, 7));
        assertThat(run(plan, () -> {})).as(text()).isTrue();
        assertThat(text())
                .contains("balances as predicted: 100 of 100")
                .contains(" RATE ")
                .doesNotContain("DISAGREEMENTS");
        assertThat(text().lines().filter(line -> line.matches("  settle .* 0\\.0")))
                .isEmpty();
    }

    @Test
    void settlesAFileOfStandingOrders() throws Exception {
        var lines = new StringBuilder("order_id\taccount_id\tbank_to\taccount_to\tamount\tkind\n");
        for (int order = 1; order <= 300; order++) {
            lines.append(order + "\t" + order / 2 + "\tAB\t" + order % 20 + "\t.80\t  \n");
        }
        var plan = StandingOrders.plan(Files.writeString(folder.resolve("orders.tsv"), lines), true, 1);
        assertThat(run(plan, () -> {})).as(text()).isTrue();
        assertThat(text()).contains("bank AB").contains("240.00 CZK");
    }

    @Test
    void namesWhatDidNotComeOutAsPredicted() throws Exception {
        var plan = RandomTransfers.plan(new GeneratorSettings(400, 20, 7));
        assertThat(run(plan, DemoIT::giveACentAndThawPayees)).isFalse();
        assertThat(text())
                .contains("DISAGREEMENTS ")
                .containsPattern("predicted REVERSED DESTINATION_FROZEN, found SETTLED")
                .containsPattern("balance of customer-\\d+ \\(id \\d+\\): predicted \\S+ CNY, found \\S+ CNY");
    }

    private static void giveACentAndThawPayees() throws Exception {
        for (int shard = 0; shard < 2; shard++) {
            shards.damage(shard, "UPDATE account SET balance = balance + 1 WHERE type = 'SA' AND balance > 0");
            shards.damage(shard, "UPDATE account SET status = 'OPEN' WHERE status = 'FROZEN_CREDIT'");
        }
    }

    private interface Planting {
        void plant() throws Exception;
    }

    /** @param planting done before messages are counted, which is after the accounts and before the first transfer */
    private boolean run(Plan plan, Planting planting) throws Exception {
        MessageCount messages = () -> {
            planting.plant();
            return door.announced();
        };
        var target = new RunTarget(List.of(door.base()), shards.readers(), Optional.of(messages));
        var style = new Demo.Style(new PrintStream(out, true, StandardCharsets.UTF_8), 4, false);
        return new Demo(target, DemoIT::conserved, style, Clock.systemUTC(), Pause.sleeping()).run(plan, List.of());
    }

    private static Proof.Report conserved() {
        return new Proof.Report(
                Stream.of("CNY", "JPY", "CZK")
                        .map(code -> new Proof.Conserved(CurrencyCode.of(code), 2, 1, 1, 1, 1, 0, 0, 0))
                        .toList(),
                List.of());
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
