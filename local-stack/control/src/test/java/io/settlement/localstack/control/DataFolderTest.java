package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    private Path path;

    @Test
    void wipesWhatAStackKeepsAndNothingElse() throws IOException {
        var folder = new DataFolder(path);
        for (var own : new String[] {
            "mariadb-0/data", "mysql-0/data", "nacos", "broker", "nameserver", "prometheus/data", "producer-0", "config"
        }) {
            Files.createDirectories(path.resolve(own));
        }
        RecordedStack.fresh(Map.of()).write(folder.settingsFile());
        Files.createDirectories(path.resolve("engines"));
        Files.writeString(path.resolve("letter.txt"), "somebody else's");

        folder.wipe();

        try (var left = Files.list(path)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("engines", "letter.txt");
        }
    }

    @Test
    void removesItselfWhereNothingElseIsInIt() throws IOException {
        var folder = new DataFolder(path.resolve("stack"));
        folder.requireUsable();
        RecordedStack.fresh(Map.of()).write(folder.settingsFile());

        folder.wipe();

        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void refusesEnginesWithoutARecord() throws IOException {
        Files.createDirectories(path.resolve("nacos"));

        assertThatThrownBy(() -> new DataFolder(path).requireUsable())
                .isInstanceOf(Refused.class)
                .hasMessageContaining("holds nacos but no stack.properties");
    }

    @Test
    void refusesAFileInItsPlace() throws IOException {
        var file = Files.writeString(path.resolve("file"), "");

        assertThatThrownBy(() -> new DataFolder(file).requireUsable())
                .isInstanceOf(Refused.class)
                .hasMessage(file + " is a file; choose another data folder with --data.");
    }

    @Test
    void findsNoProcessesInAFolderThatIsNotThere() {
        assertThat(new DataFolder(path.resolve("nothing")).processes()).isEmpty();
    }

    @Test
    void findsTheRecordOfAProcessWithoutItsSettings() throws IOException {
        Files.writeString(
                Files.createDirectories(path.resolve("mariadb-1")).resolve("mariadb.pid"), "1 1 another-boot\n");

        assertThat(new DataFolder(path).processes()).singleElement().satisfies(process -> {
            assertThat(StackStop.nameOf(process)).isEqualTo("mariadb-1");
            assertThat(process.isRunning()).isFalse();
        });
    }
}
