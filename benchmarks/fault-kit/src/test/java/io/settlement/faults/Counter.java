package io.settlement.faults;

import java.time.Duration;

/** A child for the tests: counts aloud, stops at checkpoints, answers what it is sent. */
final class Counter {

    private Counter() {}

    public static void main(String[] arguments) throws InterruptedException {
        switch (arguments[0]) {
            case "count" -> count();
            case "checkpoints" -> checkpoints();
            case "parent" -> parent();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void count() throws InterruptedException {
        System.out.println("SENT " + ChildJvm.awaitSent(Duration.ofSeconds(20)).orElse("nothing"));
        for (int i = 0; ; i++) {
            System.out.println("COUNT " + i);
            Thread.sleep(5);
        }
    }

    private static void checkpoints() {
        Checkpoints.reached("unarmed");
        Checkpoints.reached("first");
        System.out.println("BETWEEN");
        Checkpoints.reached("second");
        System.out.println("DONE");
    }

    private static void parent() throws InterruptedException {
        ChildJvm grandchild = ChildJvm.running(Counter.class).arguments("count").start();
        System.out.println("GRANDCHILD " + grandchild.pid());
        Thread.sleep(Duration.ofMinutes(1).toMillis());
    }
}
