package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedStackTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("stack.properties");
    }

    @Test
    void isReadAsItWasWritten() {
        var written = RecordedStack.fresh(Map.of(Setting.SHARDS, "7", Setting.FLUSH, "sync"));
        written.write(file);

        assertThat(RecordedStack.read(file)).isEqualTo(written);
        assertThat(written.clusterId()).matches("[0-9a-f]{32}");
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        RecordedStack.fresh(Map.of()).write(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesAFileThatLacksALine() throws IOException {
        RecordedStack.fresh(Map.of()).write(file);
        Files.writeString(file, Files.readString(file).replaceAll("(?m)^shards=.*$", ""));

        assertThatThrownBy(() -> RecordedStack.read(file))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("no line 'shards'");
    }

    @Test
    void readsTheFileOfABuildThatKnewNoPrometheus() throws IOException {
        var written = RecordedStack.fresh(Map.of());
        written.write(file);
        Files.writeString(file, Files.readString(file).replaceAll("(?m)^prometheus=.*$", ""));

        assertThat(RecordedStack.read(file)).isEqualTo(written);
    }

    @Test
    void refusesAFileThatIsNoText() throws IOException {
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThatThrownBy(() -> RecordedStack.read(file)).isInstanceOf(Refused.class);
    }

    @Test
    void namesWhatIsAskedForDifferently() {
        var recorded = RecordedStack.fresh(Map.of());

        assertThat(recorded.differences(recorded.with(Map.of(Setting.PRODUCERS, "2", Setting.HEAP, "1g"))))
                .isEqualTo("--producers 1 -> 2, --heap 512m -> 1g");
        assertThat(recorded.differences(recorded.with(Map.of(Setting.PRODUCERS, "1"))))
                .isEmpty();
    }

    @Test
    void givesEveryClusterAnIdOfItsOwn() {
        assertThat(RecordedStack.freshClusterId()).isNotEqualTo(RecordedStack.freshClusterId());
    }
}
