package io.settlement.operator;

import static io.settlement.operator.CommandRun.count;
import static io.settlement.operator.CommandRun.counts;
import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.faults.ChildJvm;
import io.settlement.ledger.AccountId;
import io.settlement.ledger.DebitOutcome;
import io.settlement.ledger.ShardId;
import io.settlement.ledger.Transfer;
import io.settlement.ledger.TransferId;
import io.settlement.ledger.TransferInstruction;
import io.settlement.ledger.TransferStatus;
import io.settlement.ledger.shard.Parking.Stage;
import io.settlement.localstack.Credentials;
import io.settlement.sharding.TimeSortedIds;
import io.settlement.testing.LedgerFixture;
import io.settlement.testing.LedgerNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on real shards: what it selects, foretells, does and counts. */
class ReplayIT {

    private static final ShardId SOURCE = new ShardId(0);
    private static final ShardId NEAR = new ShardId(1);
    private static final ShardId FAR = new ShardId(2);
    private static final Credentials NO_BROKER = new Credentials("nobody", "none");

    private static LedgerFixture cluster;
    private static LedgerNode node;

    @TempDir
    private Path folder;

    private CommandRun run;
    private AccountId payer;
    private AccountId near;

    @BeforeAll
    static void start() {
        cluster = LedgerFixture.of(3);
        node = cluster.node();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void openAccounts() {
        run = new CommandRun(
                CommandRun.write(folder.resolve("c.yaml"), cluster.properties(), "127.0.0.1:1", NO_BROKER));
        payer = node.funded(SOURCE, 100_000);
        near = node.account(NEAR);
    }

    @AfterEach
    void prove() {
        cluster.proxy(FAR).heal();
        cluster.assertConserved();
    }

    @Test
    void aMixedSetEndsEachAsForetoldAndTheCountsAddUp() {
        var settled = node.debited(payer, near, 1);
        node.settle(List.of(settled));
        var open = node.debited(payer, near, 20_00);
        var credited = node.debited(payer, near, 300);
        node.credit(credited);
        var mended = parked(4_00);
        var refused = node.debited(payer, closed(), 5_00);
        node.credit(refused);
        var wouldBeRefused = node.debited(payer, closed(), 6_00);
        var far = node.debited(payer, node.account(FAR), 7_00);
        var unknown = new TransferId(open.id().value() + 1024);
        cluster.proxy(FAR).link().refuseConnections();
        cluster.proxy(FAR).link().resetConnections();
        var options = new ArrayList<Object>(List.of("--yes", unknown));
        options.addAll(idsOf(List.of(settled, open, credited, mended, refused, wouldBeRefused, far)));

        assertThat(run.execute("replay", options.toArray())).isEqualTo(ExitCode.NOT_ALL);

        assertThat(run.planned())
                .containsSubsequence("2  credit and settle, 24.00 CNY")
                .containsSubsequence("1  settle, the payee is credited already, 3.00 CNY")
                .containsSubsequence("2  reverse, the payer gets it back, 11.00 CNY")
                .containsSubsequence("would refuse it now, DESTINATION_CLOSED")
                .containsSubsequence("has refused it, DESTINATION_CLOSED")
                .containsSubsequence("1  try again, cannot be asked now, 7.00 CNY")
                .containsSubsequence("1  nothing, it is final, 0.01 CNY")
                .containsSubsequence("1  unknown id");
        assertThat(count(run.happened(), "settled")).isEqualTo(3);
        assertThat(count(run.happened(), "reversed")).isEqualTo(2);
        assertThat(count(run.happened(), "already final")).isEqualTo(1);
        assertThat(count(run.happened(), "shard unreachable")).isEqualTo(1);
        assertThat(count(run.happened(), "unknown id")).isEqualTo(1);
        assertThat(count(run.happened(), "selected")).isEqualTo(8);
        assertThat(counts(run.happened()).stream().mapToLong(Long::longValue).sum())
                .isEqualTo(8);
        assertThat(counts(run.planned()).stream().mapToLong(Long::longValue).sum())
                .isEqualTo(8);
        assertThat(List.of(open, credited, mended))
                .allSatisfy(one -> assertThat(status(one)).isEqualTo(TransferStatus.SETTLED));
        assertThat(List.of(refused, wouldBeRefused))
                .allSatisfy(one -> assertThat(status(one)).isEqualTo(TransferStatus.REVERSED));
        assertThat(status(far)).isEqualTo(TransferStatus.DEBITED);
        assertThat(node.ledger().parking().list(SOURCE)).isEmpty();
    }

    @Test
    void twiceChangesNothing() {
        var transfer = node.debited(payer, near, 100);
        assertThat(run.execute("replay", "--yes", transfer.id())).isZero();
        var before = cluster.contents();

        assertThat(run.execute("replay", "--yes", transfer.id(), transfer.id())).isZero();

        assertThat(count(run.happened(), "already final")).isEqualTo(1);
        assertThat(cluster.contents()).isEqualTo(before);
    }

    @Test
    void movesNothingUnlessConfirmed() {
        var transfer = node.debited(payer, near, 100);
        var before = cluster.contents();

        assertThat(run.execute("replay", transfer.id())).isEqualTo(ExitCode.NOT_ALL);
        assertThat(run.typing("y\n").execute("replay", transfer.id())).isEqualTo(ExitCode.NOT_ALL);
        assertThat(cluster.contents()).isEqualTo(before);

        assertThat(run.typing("yes\n").execute("replay", transfer.id())).isZero();
        assertThat(status(transfer)).isEqualTo(TransferStatus.SETTLED);
    }

    @Test
    void poisonStaysParkedWithItsReasonAndItsNeighboursSettle() {
        var poison = node.debited(payer, near, 666);
        var neighbour = node.debited(payer, near, 1);
        cluster.execute(
                NEAR,
                "CREATE TRIGGER poison BEFORE INSERT ON credit_leg FOR EACH ROW IF NEW.amount = 666 THEN"
                        + " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'planted poison'; END IF");
        try {
            assertThat(run.execute("replay", "--yes", poison.id(), neighbour.id()))
                    .isEqualTo(ExitCode.NOT_ALL);
        } finally {
            cluster.execute(NEAR, "DROP TRIGGER poison");
        }
        assertThat(run.happened()).contains("still parked: at CREDIT").contains("planted poison");
        assertThat(status(neighbour)).isEqualTo(TransferStatus.SETTLED);

        assertThat(run.execute("replay", "--state", "parked", "--yes")).isZero();
        assertThat(count(run.happened(), "settled")).isEqualTo(1);
        assertThat(status(poison)).isEqualTo(TransferStatus.SETTLED);
    }

    @Test
    void selectsByStateShardAndTime() throws Exception {
        var early = node.debited(payer, near, 1);
        Thread.sleep(5);
        var elsewhere = node.debited(node.funded(NEAR, 100), node.account(SOURCE), 1);
        var late = node.debited(payer, near, 1);
        var until = TimeSortedIds.timeOf(elsewhere.id().value());

        assertThat(selected("--state", "open")).contains(ids(early, elsewhere, late));
        assertThat(selected("--shard", "1")).contains(ids(elsewhere)).doesNotContain(ids(early, late));
        assertThat(selected("--until", until)).contains(ids(early)).doesNotContain(ids(elsewhere, late));
        assertThat(selected("--since", until)).contains(ids(elsewhere, late)).doesNotContain(ids(early));
        assertThat(selected("--state", "parked")).doesNotContain(ids(early));
        var file = Files.writeString(folder.resolve("ids"), "# two\n" + early.id() + "\n\n" + late.id() + " # late\n");
        assertThat(selected("--ids", file)).contains(ids(early, late)).doesNotContain(ids(elsewhere));
        assertThat(run.typing(early.id() + "\n").execute("replay", "--ids", "-", "--yes"))
                .isZero();
        assertThat(status(early)).isEqualTo(TransferStatus.SETTLED);
    }

    @Test
    void selectsWhatAProducerWithAFastClockHasTaken() throws Exception {
        var ids = new TimeSortedIds(7, Clock.offset(Clock.systemUTC(), Duration.ofDays(3)));
        try (var fast = new LedgerNode(cluster.properties(), ids, (shard, pool) -> pool)) {
            var ahead = fast.debited(payer, near, 1);
            assertThat(selected("--state", "open")).contains(ids(ahead));
        }
    }

    @Test
    void saysWhichShardsAreMissingInASelection() {
        node.debited(node.funded(FAR, 100), near, 1);
        cluster.proxy(FAR).link().refuseConnections();
        cluster.proxy(FAR).link().resetConnections();

        assertThat(run.execute("replay", "--state", "open", "--yes")).isEqualTo(ExitCode.NOT_ALL);
        assertThat(run.out()).contains("shard 2 could not be asked");
    }

    @Test
    void aRunThatIsStoppedCountsWhatItDidNotReach() {
        var transfers = debited(3);
        var stopped = new Stopping();
        stopped.ask();
        var file = write(transfers);

        assertThat(run.stoppedBy(stopped).execute("replay", "--yes", "--ids", file))
                .isEqualTo(ExitCode.NOT_ALL);
        assertThat(count(run.happened(), "not reached, the run was stopped")).isEqualTo(3);
        assertThat(count(run.happened(), "selected")).isEqualTo(3);
        assertThat(run.out()).contains("takes up the rest");
        run.stoppedBy(new Stopping());
    }

    @Test
    void aRunThatIsKilledIsTakenUpWhereItWasAndOneThatIsStoppedTellsTheCounts() throws Exception {
        var transfers = debited(40);
        var file = write(transfers);
        var journal = folder.resolve("journal");
        try (var killed = child(file, journal)) {
            awaitLines(journal, 5, killed);
            killed.kill();
        }
        long before = Files.readString(journal).lines().skip(1).count();
        Files.writeString(journal, Files.readString(journal) + transfers.get(39).id());
        try (var stopped = child(file, journal)) {
            awaitLines(journal, before + 5, stopped);
            ProcessHandle.of(stopped.pid()).orElseThrow().destroy();
            stopped.awaitExit(Duration.ofSeconds(20));
            var said = String.join("\n", stopped.output());
            assertThat(said).contains("Stopped. The same command again takes up the rest");
            assertThat(count(said.split("What happened:", 2)[1], "done in an earlier run"))
                    .isEqualTo(before)
                    .isBetween(5L, 30L);
            assertThat(counts(said.split("What happened:", 2)[1]).stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(40);
        }
        assertThat(transfers).anySatisfy(one -> assertThat(status(one)).isEqualTo(TransferStatus.DEBITED));

        assertThat(run.execute("replay", "--yes", "--ids", file, "--journal", journal))
                .isZero();

        assertThat(count(run.happened(), "done in an earlier run")).isGreaterThan(before);
        assertThat(count(run.happened(), "selected")).isEqualTo(40);
        assertThat(transfers).allSatisfy(one -> assertThat(status(one)).isEqualTo(TransferStatus.SETTLED));
        assertThat(node.balance(near)).isEqualTo(40);
    }

    private ChildJvm child(Path ids, Path journal) {
        return ChildJvm.running(Operator.class)
                .jvmOption("-XX:TieredStopAtLevel=1")
                .arguments(
                        "replay",
                        "--config",
                        folder.resolve("c.yaml").toString(),
                        "--yes",
                        "--rate",
                        "10",
                        "--ids",
                        ids.toString(),
                        "--journal",
                        journal.toString())
                .start();
    }

    @Test
    void aConsumerAtWorkOnTheSameTransfersIsHarmless() {
        var transfers = debited(60);
        var file = write(transfers);
        var consumer = CompletableFuture.runAsync(() -> {
            for (int from = 0; from < 60; from += 10) {
                node.settle(node.ledger().source().open(SOURCE, idsOf(transfers.subList(from, from + 10))));
            }
        });

        assertThat(run.execute("replay", "--yes", "--ids", file)).isZero();
        consumer.join();

        assertThat(count(run.happened(), "settled") + count(run.happened(), "already final"))
                .isEqualTo(60);
        assertThat(node.balance(near)).isEqualTo(60);
    }

    @Test
    void wrongInputIsOneLineAndMovesNothing() throws Exception {
        var transfer = node.debited(payer, near, 1);
        var before = cluster.contents();
        var list = Files.writeString(folder.resolve("wrong"), transfer.id() + "\n12x\n");
        var foreign = Files.writeString(folder.resolve("foreign"), "something else\n");

        refused("'12x' is no transfer id", "--yes", "--ids", list);
        refused("line 2", "--yes", "--ids", list);
        refused("cannot be read", "--ids", folder.resolve("missing"));
        refused("select one way");
        refused("select one way", "--state", "open", transfer.id());
        refused("--state must be open or parked", "--state", "closed");
        refused("--shard 7 is not one of", "--shard", "7");
        refused("is no time", "--since", "yesterday");
        refused("--from must be", "--from", "nowhere");
        refused("--rate must be from", "--rate", "-1", transfer.id());
        refused("add --yes", "--ids", "-");
        refused("is no journal of this cluster", "--yes", "--journal", foreign, transfer.id());
        refused("more than 1 transfers", "--limit", "1", transfer.id(), "5");
        refused("--resend goes with --from", "--resend", transfer.id());
        assertThat(run.executeBare("replay", "--data", folder.toString(), "1")).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains("no local stack was started").hasLineCount(1);
        assertThat(cluster.contents()).isEqualTo(before);
        assertThat(Files.readString(foreign)).isEqualTo("something else\n");
    }

    private void refused(String why, Object... options) {
        assertThat(run.execute("replay", options)).as(why).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains(why).hasLineCount(1);
    }

    private String selected(Object... options) {
        run.execute("replay", options);
        return run.out();
    }

    private Transfer parked(long amount) {
        var transfer = node.debited(payer, near, amount);
        node.ledger().parking().park(SOURCE, transfer.id(), Stage.CREDIT, "mended since");
        return transfer;
    }

    private AccountId closed() {
        var account = node.account(NEAR);
        node.ledger().accounts().close(account);
        return account;
    }

    private List<Transfer> debited(int count) {
        var instructions = IntStream.range(0, count)
                .mapToObj(i -> LedgerNode.transfer(payer, near, 1))
                .toArray(TransferInstruction[]::new);
        return node.debit(instructions).stream()
                .map(outcome -> ((DebitOutcome.Stored) outcome).transfer())
                .toList();
    }

    private Path write(List<Transfer> transfers) {
        try {
            return Files.writeString(
                    folder.resolve("ids"),
                    transfers.stream().map(one -> one.id().toString()).collect(Collectors.joining("\n")));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static void awaitLines(Path journal, long lines, ChildJvm child) throws Exception {
        for (int i = 0; i < 1800; i++) {
            if (Files.exists(journal) && Files.readString(journal).lines().count() > lines) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the run does not begin: " + child.output());
    }

    private static CharSequence[] ids(Transfer... transfers) {
        return idsOf(List.of(transfers)).stream().map(TransferId::toString).toArray(CharSequence[]::new);
    }

    private static List<TransferId> idsOf(List<Transfer> transfers) {
        return transfers.stream().map(Transfer::id).toList();
    }

    private static TransferStatus status(Transfer transfer) {
        return node.read(transfer).status();
    }
}
