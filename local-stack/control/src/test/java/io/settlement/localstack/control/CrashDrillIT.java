package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.drill.DrillCommand;
import io.settlement.localstack.ProjectRoot;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short drill on the real services and engines: a fixed seed, and a fault for each thing that can be lost. */
@Timeout(600)
class CrashDrillIT {

    /** None of them waits for a service to start again, which takes longest. */
    private static final String FAULTS =
            "lose-commit-answers-consumer,late-commits-producer,pause-at-credit-commit,delete-broker-store,kill-shard-1";

    private static final Path HISTORIES = ProjectRoot.locate().resolve("local-stack/control/target/drill");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void everyPromiseHoldsUnderAFixedSetOfFaults() {
        var launcher = new DrillLauncher(DemoFolders.ofCheckout(), stream(err));
        var drill = new DrillCommand(launcher, HISTORIES, true, stream(out), stream(err));
        int exitCode = drill.execute("--seed", "1", "--faults", FAULTS);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .as(() -> err.toString(StandardCharsets.UTF_8))
                .containsPattern("VERDICT ok seed=1 faults=5 .* lost=0 doubled=0 stranded=0 untrue=0 proof=0\n$");
        assertThat(exitCode).isEqualTo(DrillCommand.OK);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
