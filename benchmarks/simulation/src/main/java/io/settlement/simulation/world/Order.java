package io.settlement.simulation.world;

import io.settlement.ledger.TransferInstruction;
import io.settlement.producer.batching.Answer;
import io.settlement.simulation.schedule.SimulatedProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one caller wants, and everything it was told about it. */
final class Order {

    private final TransferInstruction instruction;
    private final List<Try> tries = new ArrayList<>();

    Order(TransferInstruction instruction) {
        this.instruction = instruction;
    }

    /** One request: to which life of which producer, at which step, and what came back. */
    static final class Try {
        final SimulatedProcess producer;
        final int begun;
        private Optional<Answer> answer = Optional.empty();

        private Try(SimulatedProcess producer, int begun) {
            this.producer = producer;
            this.begun = begun;
        }

        /** Empty where nothing was heard: the producer died, or the caller had gone. */
        Optional<Answer> answer() {
            return answer;
        }

        /** False where nobody can hear it: the dead tell nothing. */
        boolean hear(Answer told) {
            if (producer.isAlive()) {
                answer = Optional.of(told);
            }
            return answer.isPresent();
        }
    }

    TransferInstruction instruction() {
        return instruction;
    }

    List<Try> tries() {
        return tries;
    }

    Try begin(SimulatedProcess producer, int step) {
        var begun = new Try(producer, step);
        tries.add(begun);
        return begun;
    }
}
