package io.settlement.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Finds ports that nobody listens on now, below the ephemeral range, so that no outgoing connection takes them first.
 * An engine listens seconds after its port was found: until then only this keeps others off. No port is given twice, and
 * processes that look at the same time look in different places, each in its own part of every thousand.
 */
public final class FreePorts {
    private static final int LOWEST = 12_000;
    private static final int HIGHEST = 30_000;
    private static final int THOUSAND = 1_000;
    private static final int PARTS = 16;
    private static final int PART = THOUSAND / PARTS;
    private static final int ATTEMPTS = 200;

    /** Where part n is claimed, at this port + n, for as long as the process lives. */
    private static final int CLAIMS = 11_800;

    private static final RandomGenerator RANDOM = RandomGenerator.getDefault();
    private static final Set<Integer> GIVEN = new HashSet<>();
    private static ServerSocket claim;

    private FreePorts() {}

    /** A port such that it and all its neighbours at the given distances are free. */
    public static synchronized int withNeighbours(int... distances) {
        int part = ownPart();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = RANDOM.nextInt(LOWEST / THOUSAND, HIGHEST / THOUSAND) * THOUSAND
                    + part * PART
                    + RANDOM.nextInt(PART);
            var all = IntStream.concat(
                            IntStream.of(port), IntStream.of(distances).map(distance -> port + distance))
                    .boxed()
                    .toList();
            if (all.stream().allMatch(one -> isOfPart(one, part) && !GIVEN.contains(one) && isFree(one))) {
                GIVEN.addAll(all);
                return port;
            }
        }
        throw new EngineFailed(
                "No free ports between " + LOWEST + " and " + HIGHEST + " after " + ATTEMPTS + " tries.");
    }

    private static boolean isOfPart(int port, int part) {
        return port % THOUSAND / PART == part;
    }

    /** With all parts claimed it is a matter of luck, as it would be without them. */
    private static int ownPart() {
        if (claim == null) {
            claim = IntStream.range(0, PARTS)
                    .mapToObj(FreePorts::claimed)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
        return claim == null ? RANDOM.nextInt(PARTS) : claim.getLocalPort() - CLAIMS;
    }

    /** Null if another process has it. */
    private static ServerSocket claimed(int part) {
        try {
            return new ServerSocket(CLAIMS + part, 1, InetAddress.getLoopbackAddress());
        } catch (IOException anothers) {
            return null;
        }
    }

    private static boolean isFree(int port) {
        return EnginePort.everyInterface("any", port, "none").isFree();
    }
}
