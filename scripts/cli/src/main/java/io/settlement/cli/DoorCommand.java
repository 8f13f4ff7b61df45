package io.settlement.cli;

import io.settlement.client.SettlementClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that asks a producer and shows the answer. */
abstract class DoorCommand implements Callable<Integer> {

    @Mixin
    private DoorOption door;

    private final Terminal terminal;

    DoorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    Terminal terminal() {
        return terminal;
    }

    SettlementClient client() {
        return door.client(terminal);
    }

    Shown shown() {
        return new Shown(terminal.out(), door.json());
    }
}
