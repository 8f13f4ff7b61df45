package io.settlement.localstack;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Finds ports that nobody listens on now. Below the ephemeral range, so that no outgoing connection takes them first. */
public final class FreePorts {
    private static final int LOWEST = 12_000;
    private static final int HIGHEST = 30_000;
    private static final int ATTEMPTS = 200;

    private FreePorts() {}

    /** A port such that it and all its neighbours at the given distances are free. */
    public static int withNeighbours(int... distances) {
        RandomGenerator random = RandomGenerator.getDefault();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = random.nextInt(LOWEST, HIGHEST);
            if (isFree(port) && Arrays.stream(distances).allMatch(distance -> isFree(port + distance))) {
                return port;
            }
        }
        throw new EngineFailed(
                "No free ports between " + LOWEST + " and " + HIGHEST + " after " + ATTEMPTS + " tries.");
    }

    private static boolean isFree(int port) {
        return EnginePort.everyInterface("any", port, "none").isFree();
    }
}
