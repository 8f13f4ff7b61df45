package io.settlement.bench.measure;

import io.settlement.bench.contender.Contender;
import io.settlement.bench.contender.Sender;
import io.settlement.bench.workload.BenchTransfer;
import io.settlement.bench.workload.TransferDraw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;

/** One run of one contender under one load. One use. */
public final class Runner {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Contender contender;
    private final Load load;
    private final int transfersPerCall;
    private final Map<String, Long> processes;
    private final boolean plantCent;
    private final SettleTimes times = new SettleTimes();
    private final ConcurrentHistogram accept = Quantiles.histogram();
    private final AtomicLong numbers = new AtomicLong();

    /**
     * @param processes engines whose cost is counted, by name; the contender's own and this JVM are added
     * @param plantCent spoil the books before they are read, to show that they are
     */
    public Runner(Contender contender, Load load, Map<String, Long> processes, boolean plantCent) {
        this.contender = contender;
        this.load = load;
        this.transfersPerCall = load.transfersPerCall(contender.profile());
        this.processes = new TreeMap<>(processes);
        this.plantCent = plantCent;
    }

    /** A contender that fails has no figure, and the others go on. */
    public Run run() throws InterruptedException {
        try {
            return settled();
        } catch (InterruptedException hurried) {
            throw hurried;
        } catch (Exception failed) {
            return Run.failed(failed);
        }
    }

    private Run settled() throws Exception {
        contender.prepare(load.population(), times);
        processes.putAll(contender.processes());
        processes.put("load and contender", ProcessHandle.current().pid());
        var timed = timed();
        if (plantCent) {
            contender.plantCent();
        }
        var books = contender.books();
        var breaks = new ArrayList<>(books.breaks());
        if (books.settled() != timed.accepted) {
            breaks.add(timed.accepted + " transfers were accepted, but " + books.settled() + " are settled");
        }
        return new Run(
                timed.accepted,
                books.settled(),
                timed.seconds,
                Quantiles.of(accept),
                times.quantiles(),
                timed.use,
                breaks);
    }

    /** What happened while the clock ran. */
    private record Timed(long accepted, double seconds, ProcessUse use) {}

    private Timed timed() throws Exception {
        List<Sender> senders = new ArrayList<>();
        try {
            for (int client = 0; client < load.clients(); client++) {
                senders.add(contender.sender(client));
            }
            var before = ProcessUse.now(processes);
            long start = System.nanoTime();
            long accepted = sendAll(senders, new Pace(load, transfersPerCall, start));
            contender.drain();
            double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
            return new Timed(accepted, seconds, ProcessUse.now(processes).since(before));
        } finally {
            for (var sender : senders) {
                sender.close();
            }
        }
    }

    /** @return how many transfers were accepted */
    private long sendAll(List<Sender> senders, Pace pace) throws Exception {
        var threads = Executors.newFixedThreadPool(senders.size());
        try {
            List<Callable<Long>> clients = new ArrayList<>();
            for (int client = 0; client < senders.size(); client++) {
                var sender = senders.get(client);
                var draw = new TransferDraw(load.workload(), load.population(), load.seed() + client);
                clients.add(() -> send(sender, draw, pace));
            }
            return sum(threads.invokeAll(clients));
        } finally {
            threads.shutdownNow();
        }
    }

    private static long sum(List<Future<Long>> clients) throws Exception {
        long sum = 0;
        for (var client : clients) {
            try {
                sum += client.get();
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof Exception cause ? cause : failed;
            }
        }
        return sum;
    }

    private long send(Sender sender, TransferDraw draw, Pace pace) throws Exception {
        long accepted = 0;
        for (long due = pace.awaitNext(); due != Pace.OVER; due = pace.awaitNext()) {
            accepted += sender.send(next(draw, due));
            accept.recordValue(Quantiles.bounded((System.nanoTime() - due) / 1_000));
        }
        return accepted;
    }

    private List<BenchTransfer> next(TransferDraw draw, long due) {
        long first = numbers.getAndAdd(transfersPerCall);
        List<BenchTransfer> transfers = new ArrayList<>(transfersPerCall);
        for (long number = first; number < first + transfersPerCall; number++) {
            transfers.add(draw.next(number));
            times.due(number, due);
        }
        return transfers;
    }
}
