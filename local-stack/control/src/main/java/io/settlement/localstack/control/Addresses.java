package io.settlement.localstack.control;

import java.util.ArrayList;
import java.util.List;

/** Where everything of a running stack is, for its reader. */
record Addresses(Stack stack) {

    List<String> lines() {
        var lines = new ArrayList<String>();
        for (var service : stack.services()) {
            lines.add(line(StackStop.nameOf(service.process()), service.address() + "  health " + service.health()));
        }
        for (var server : stack.databases().servers()) {
            lines.add(line(StackStop.nameOf(server.process()), "127.0.0.1:" + server.port()));
        }
        lines.add(line("nameserver", stack.nameServer().address()));
        lines.add(line("broker", stack.broker().address()));
        lines.add(line(
                "nacos",
                "http://" + stack.nacos().address() + "/nacos  namespace "
                        + stack.nacos().namespace() + ", group " + ServiceConfiguration.GROUP));
        stack.prometheus()
                .ifPresent(prometheus -> lines.add(line(
                        "prometheus",
                        prometheus.address() + "  alerts "
                                + prometheus.address().resolve("/alerts"))));
        lines.add(line("data, logs", stack.data().path().toString()));
        lines.add(line("operator key", stack.data().operatorKey() + ", readable by you only"));
        lines.add(line("passwords", stack.data().path() + "/*/secrets.properties, readable by you only"));
        return lines;
    }

    /** A first request, to be pasted into a shell. */
    List<String> example() {
        var producer = stack.services(ServiceKind.PRODUCER).get(0).address();
        return List.of(
                "Try:  curl -s " + producer + "/v1/accounts -H \"Authorization: Bearer $(cat '"
                        + stack.data().operatorKey() + "')\" \\",
                "        -H 'Content-Type: application/json' -H 'Idempotency-Key: ann-1' \\",
                "        -d '{\"owner\":\"ann\",\"type\":\"SA\",\"currency\":\"CNY\"}'");
    }

    private static String line(String name, String address) {
        return "  %-12s %s".formatted(name, address);
    }
}
