package io.settlement.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.bench.contender.Books;
import io.settlement.bench.contender.Contender;
import io.settlement.bench.contender.Profile;
import io.settlement.bench.contender.Sender;
import io.settlement.bench.workload.BenchTransfer;
import io.settlement.bench.workload.Population;
import io.settlement.bench.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunnerTest {

    private static final Load LOAD =
            new Load(Workload.UNIFORM, new Population(40, 4), 2, 200, Duration.ofMillis(200), 1);
    private static final Duration DRAIN = Duration.ofMillis(300);

    private final InMemory contender = new InMemory();

    @Test
    void countsWhatIsSettledAndNotWhatIsAccepted() throws InterruptedException {
        var run = run(false);
        assertThat(run.conserved()).isTrue();
        assertThat(run.settled()).isEqualTo(40).isEqualTo(run.accepted());
    }

    @Test
    void drainIsInsideTheClock() throws InterruptedException {
        var run = run(false);
        assertThat(run.seconds()).isGreaterThanOrEqualTo(0.19 + 0.3);
        assertThat(run.settle().p50()).isGreaterThanOrEqualTo(DRAIN.toMillis());
        assertThat(run.accept().p50()).isLessThan(DRAIN.toMillis());
    }

    @Test
    void lostTransferIsFound() throws InterruptedException {
        contender.lost = 1;
        assertThat(run(false).breaks()).containsExactly("40 transfers were accepted, but 39 are settled");
    }

    @Test
    void booksAreReadAfterTheyWereSpoiled() throws InterruptedException {
        assertThat(run(true).breaks()).containsExactly("a cent too much");
    }

    @Test
    void contenderThatFailsHasNoFigure() throws InterruptedException {
        contender.failing = true;
        var run = run(false);
        assertThat(run.conserved()).isFalse();
        assertThat(run.breaks()).singleElement().asString().contains("broke off", "no connection");
        assertThat(run.settledPerSecond()).isZero();
    }

    @Test
    void sendersAreClosedBeforeTheBooksAreRead() throws InterruptedException {
        run(false);
        assertThat(contender.openWhenRead).isZero();
    }

    private Run run(boolean plantCent) throws InterruptedException {
        return new Runner(contender, LOAD, Map.of(), plantCent).run();
    }

    /** Accepts at once, settles when it is drained. */
    private static final class InMemory implements Contender {
        private final Queue<BenchTransfer> waiting = new ConcurrentLinkedQueue<>();
        private final AtomicLong open = new AtomicLong();
        private SettleTimes times;
        private long settled;
        private long lost;
        private long openWhenRead = -1;
        private boolean failing;
        private boolean spoiled;

        @Override
        public Profile profile() {
            return new Profile("memory", "in memory", "anything", 2, 1);
        }

        @Override
        public void prepare(Population population, SettleTimes settleTimes) {
            times = settleTimes;
        }

        @Override
        public Sender sender(int client) {
            open.incrementAndGet();
            return new Sender() {
                @Override
                public int send(List<BenchTransfer> transfers) {
                    if (failing) {
                        throw new IllegalStateException("no connection");
                    }
                    waiting.addAll(transfers);
                    return transfers.size();
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }

        @Override
        public void drain() throws InterruptedException {
            Thread.sleep(DRAIN.toMillis());
            waiting.forEach(transfer -> times.settled(transfer.number()));
            settled = waiting.size() - lost;
        }

        @Override
        public Books books() {
            openWhenRead = open.get();
            return new Books(settled, spoiled ? List.of("a cent too much") : List.of());
        }

        @Override
        public void plantCent() {
            spoiled = true;
        }

        @Override
        public void close() {}
    }
}
