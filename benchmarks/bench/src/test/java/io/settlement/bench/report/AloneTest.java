package io.settlement.bench.report;

import static io.settlement.bench.measure.Runs.series;
import static io.settlement.bench.measure.Runs.settling;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AloneTest {

    @TempDir
    Path folder;

    @Test
    void whoeverFallsBelowFourFifthsOfWhatItReachedAloneWasHandicapped() {
        var alone = new Alone(Map.of("xa", 100.0, "outbox", 100.0));
        var results = new Results(List.of(series("xa", 4, settling(79)), series("outbox", 4, settling(81))));
        assertThat(alone.handicaps(results)).containsExactly("xa settled 79/s here, but 100/s when it was alone");
    }

    @Test
    void nothingIsSaidOfWhoWasNeverAlone() {
        assertThat(new Alone(Map.of()).handicaps(new Results(List.of(series("xa", 4, settling(1))))))
                .isEmpty();
    }

    @Test
    void newerFiguresReplaceOlderOnesAndOutliveTheProcess() throws IOException {
        var file = folder.resolve("alone.json");
        new Alone(Map.of("xa", 100.0, "outbox", 50.0))
                .with(new Results(List.of(series("xa", 4, settling(120)))))
                .write(file);
        assertThat(Alone.read(file).figures()).isEqualTo(Map.of("xa", 120.0, "outbox", 50.0));
        assertThat(Alone.read(folder.resolve("nothing.json")).figures()).isEmpty();
    }
}
