package io.settlement.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void printsALineWithTheFinalStateWhereThereIsNoTerminal() throws Exception {
        assertThat(new Progress(out, false, () -> "3 of 3").during(() -> "done"))
                .isEqualTo("done");
        assertThat(text()).isEqualTo("3 of 3" + System.lineSeparator());
    }

    @Test
    void rewritesOneLineOnATerminalAndLeavesNothingOfALongerOne() throws Exception {
        var left = new AtomicInteger(11);
        var shown = new Progress(out, true, () -> "left " + left.decrementAndGet());
        shown.during(() -> {
            while (text().isEmpty()) {
                Thread.onSpinWait();
            }
            return null;
        });
        assertThat(text()).startsWith("\rleft 10").endsWith("\rleft 9 " + System.lineSeparator());
        assertThat(text().lines().filter(line -> !line.isEmpty())).allMatch(line -> line.startsWith("left "));
    }

    @Test
    void endsTheLineWhenTheWorkFails() {
        var progress = new Progress(out, true, () -> "1 of 3");
        assertThatThrownBy(() -> progress.during(() -> {
                    throw new IOException("gone");
                }))
                .isInstanceOf(IOException.class);
        assertThat(text()).endsWith("\r1 of 3" + System.lineSeparator());
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
