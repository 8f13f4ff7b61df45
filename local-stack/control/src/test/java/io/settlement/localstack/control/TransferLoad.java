package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.client.SettlementClient;
import io.settlement.client.TransferRequest;
import io.settlement.localstack.Deadline;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Transfers that go on until they are told to stop; every one must be debited, however it is asked for. */
final class TransferLoad implements AutoCloseable {

    private static final int THREADS_OF_EACH_KIND = 2;
    private static final long PAUSE_MILLIS = 20;
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> payers;
    private final List<String> payees;
    private final Map<String, String> transfers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean stopped;

    TransferLoad(List<String> payers, List<String> payees) {
        this.payers = payers;
        this.payees = payees;
    }

    /** Nothing is asked for again. */
    void sendOnce(SettlementClient impatient) {
        run(request -> send(impatient, request));
    }

    /** It repeats what is not decided; now and then a transfer that is decided is asked for again, and must be the same. */
    void send(SettlementClient patient) {
        var chance = new Random(1);
        run(request -> {
            var transfer = send(patient, request);
            if (chance.nextInt(4) == 0) {
                assertThat(send(patient, request)).isEqualTo(transfer);
            }
            return transfer;
        });
    }

    @FunctionalInterface
    private interface Sender {
        String send(TransferRequest request) throws Exception;
    }

    private static String send(SettlementClient client, TransferRequest request) {
        return client.transfers().send(request).transferId();
    }

    private void run(Sender sender) {
        for (int thread = 0; thread < THREADS_OF_EACH_KIND; thread++) {
            var chance = new Random(thread);
            running.add(threads.submit((Callable<Void>) () -> {
                while (!stopped) {
                    var request = TransferRequest.of(any(payers, chance), any(payees, chance), CENT, "CNY");
                    transfers.put(request.key().value(), sender.send(request));
                    Thread.sleep(PAUSE_MILLIS);
                }
                return null;
            }));
        }
    }

    private static String any(List<String> accounts, Random chance) {
        return accounts.get(chance.nextInt(accounts.size()));
    }

    /** @throws Exception what has ended one of the threads before */
    void awaitMore(int more) throws Exception {
        int enough = transfers.size() + more;
        Deadline.in(PATIENCE)
                .await(() -> transfers.size() >= enough || running.stream().anyMatch(Future::isDone));
        for (var thread : running) {
            if (thread.isDone()) {
                thread.get();
            }
        }
        assertThat(transfers).as("the load goes on").hasSizeGreaterThanOrEqualTo(enough);
    }

    /** @return how many transfers were debited, one for each key */
    int end() throws Exception {
        stopped = true;
        for (var thread : running) {
            thread.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        return transfers.size();
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }
}
