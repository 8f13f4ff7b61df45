package io.settlement.drill.load;

import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;

/** Looks at balances, follows statements, and looks at transfers that were accepted until they have ended. One thread. */
final class Reader implements Load.Step {

    private final Cast cast;
    private final Door door;
    private final Reads reads;
    private final Queue<Long> accepted;
    private final SplittableRandom random;
    private final Map<Long, Long> next = new HashMap<>();

    Reader(Cast cast, Door door, Recorder recorder, Queue<Long> accepted, SplittableRandom random) {
        this.cast = cast;
        this.door = door;
        this.reads = new Reads(door, recorder);
        this.accepted = accepted;
        this.random = random;
    }

    @Override
    public void step() throws InterruptedException {
        var producer = door.any(random);
        long account = cast.any(random);
        switch (random.nextInt(4)) {
            case 0 -> next.put(account, reads.statement(producer, account, next.getOrDefault(account, 1L)));
            case 1, 2 -> reads.balance(producer, account);
            default -> {
                var transfer = accepted.poll();
                if (transfer != null && "DEBITED".equals(reads.transfer(producer, transfer))) {
                    accepted.offer(transfer);
                }
            }
        }
    }
}
