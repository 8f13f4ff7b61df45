package io.settlement.localstack.control;

import io.settlement.localstack.FreePorts;
import java.util.EnumMap;
import java.util.Map;

/** The ports that a stack is given; engines and services derive further ones from them. */
record StackPorts(int database, int nameServer, int broker, int nacos, int producer, int consumer) {

    /** Distance from a service's port to the one where its health is asked. */
    static final int MANAGEMENT = 1_000;

    private static final int SERVICES_OF_ONE_KIND = 8;

    /** Ports that nobody listens on now, with their neighbours, for a stack beside others. */
    static Map<Setting, String> free(int databaseServers) {
        var chosen = new EnumMap<Setting, String>(Setting.class);
        chosen.put(Setting.DATABASE_PORT, text(FreePorts.withNeighbours(upTo(databaseServers))));
        chosen.put(Setting.NAMESERVER_PORT, text(FreePorts.withNeighbours()));
        chosen.put(Setting.BROKER_PORT, text(FreePorts.withNeighbours(1, -2)));
        chosen.put(Setting.NACOS_PORT, text(FreePorts.withNeighbours(MANAGEMENT, 1_001, -1_000)));
        chosen.put(Setting.PRODUCER_PORT, text(FreePorts.withNeighbours(withManagement())));
        chosen.put(Setting.CONSUMER_PORT, text(FreePorts.withNeighbours(withManagement())));
        return chosen;
    }

    private static int[] upTo(int count) {
        var distances = new int[count];
        for (int i = 0; i < count; i++) {
            distances[i] = i;
        }
        return distances;
    }

    private static int[] withManagement() {
        var distances = new int[2 * SERVICES_OF_ONE_KIND];
        for (int i = 0; i < SERVICES_OF_ONE_KIND; i++) {
            distances[2 * i] = i;
            distances[2 * i + 1] = MANAGEMENT + i;
        }
        return distances;
    }

    private static String text(int port) {
        return Integer.toString(port);
    }
}
