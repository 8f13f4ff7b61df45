package io.settlement.simulation.world;

import java.util.random.RandomGenerator;

/**
 * How often what goes wrong in one history, in thousandths of the occasions. Drawn anew for each: a history in which all
 * goes wrong a little finds other things than one that is calm but for its commits.
 *
 * @param crash of a process, at a step
 * @param consumersCrash whether consumers do, too
 * @param shortPause up to 40 ms, which reorders
 * @param longPause up to 12 s, which is longer than every time-out on the way
 * @param commit of commits that are not answered
 * @param shard of operations that the shard fails
 * @param broker of messages that are refused, lost, doubled or not ended
 * @param poison of instructions that break what is done with them
 * @param kills of a process at any moment, in this history
 * @param outages of a shard or of the broker, in this history
 */
public record Troubles(
        int crash,
        boolean consumersCrash,
        int shortPause,
        int longPause,
        int commit,
        int shard,
        int broker,
        int poison,
        int kills,
        int outages) {

    public static final Troubles NONE = new Troubles(0, false, 0, 0, 0, 0, 0, 0, 0, 0);

    static Troubles drawn(RandomGenerator random) {
        return new Troubles(
                one(random, 0, 4, 15, 40),
                true,
                one(random, 0, 100, 400),
                one(random, 0, 5, 30, 80),
                one(random, 0, 50, 200, 500),
                one(random, 0, 0, 10, 50),
                one(random, 0, 50, 200),
                one(random, 0, 0, 100, 300),
                one(random, 0, 0, 1, 3),
                one(random, 0, 0, 1, 2));
    }

    Troubles ofProducersAlone() {
        return new Troubles(crash, false, shortPause, 0, 0, 0, 0, poison, 0, 0);
    }

    private static int one(RandomGenerator random, int... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
