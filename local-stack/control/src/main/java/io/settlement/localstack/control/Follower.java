package io.settlement.localstack.control;

import java.util.Optional;

/**
 * One registered process, and what it says of a document that it follows.
 *
 * @param process service and address
 * @param runs what it runs; empty where it did not say
 * @param trouble why it did not say
 */
record Follower(String process, Optional<Runs> runs, String trouble) {

    /** Told by {@code /actuator/config}. Nothing where it never refused anything. */
    record Runs(String md5, String since, boolean refused, Optional<Refusal> lastRefusal) {}

    record Refusal(String md5, String reason, String at) {}

    static Follower silent(String process, String trouble) {
        return new Follower(process, Optional.empty(), trouble);
    }

    /** Whether it runs this text, and nothing that was pushed since. */
    boolean runs(String md5) {
        return runs.filter(told -> told.md5().equals(md5) && !told.refused()).isPresent();
    }

    /** Whether it will not run this text, however long one waits. */
    boolean refuses(String md5) {
        return runs.filter(Runs::refused)
                .flatMap(Runs::lastRefusal)
                .filter(refusal -> refusal.md5().equals(md5))
                .isPresent();
    }

    /** In one line: what it runs, and what keeps it from what is live. */
    String text(String live) {
        return process + ": " + runs.map(told -> text(told, live)).orElse(trouble);
    }

    private static String text(Runs told, String live) {
        var runs = "runs md5 " + told.md5() + " since " + told.since();
        if (told.refused()) {
            return runs + ", " + told.lastRefusal().map(Follower::text).orElse("refused what was pushed since");
        }
        return told.md5().equals(live) ? runs : runs + ", and md5 " + live + " is live";
    }

    private static String text(Refusal refusal) {
        return "refused md5 " + refusal.md5() + " at " + refusal.at() + ": " + refusal.reason();
    }
}
