package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.localstack.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scripts/publish-config} says before it asks any Nacos. */
class PublishConfigTest {

    private static final String NOWHERE = "--server-addr=127.0.0.1:1";

    private final CommandRun run = new CommandRun();

    @TempDir
    private Path folder;

    @Test
    void checksTheShippedDocumentsWithoutANacosAndLeavesTheSlotMapOut() {
        assertThat(publish("--dry-run")).as(run::err).isZero();
        assertThat(run.out())
                .contains("settlement-producer.yaml is in order, md5 ", "settlement-consumer.yaml is in order")
                .doesNotContain("slot-map");
        assertThat(publish(
                        "--dry-run",
                        shipped("settlement-slot-map.yaml"),
                        shipped("settlement-producer-flow-rules.json")))
                .isZero();
    }

    /** One good and two bad ones: nothing of the good one is tried, and everything wrong is told. */
    @Test
    void refusesAllWhereOneIsWrong() throws IOException {
        var unknown = file("settlement-consumer.yaml", "settlement.sweeper.aeg: 5s");
        var nobodys = file("settlement-other.yaml", "a: 1");

        assertThat(publish(NOWHERE, shipped("settlement-producer.yaml"), unknown, nobodys))
                .isEqualTo(ExitCode.REFUSED);

        assertThat(run.err())
                .contains(
                        "settlement-consumer.yaml:1: settlement.sweeper.aeg is no key",
                        "did you mean settlement.sweeper.age")
                .contains("settlement-other.yaml: nobody reads")
                .hasLineCount(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithItsOptions() throws IOException {
        refused("No stack was started", "--data=" + folder.resolve("none"));
        refused(
                "cannot be read",
                "--dry-run",
                folder.resolve("settlement-producer.yaml").toString());
        refused(
                "is named twice",
                "--dry-run",
                shipped("settlement-producer.yaml"),
                shipped("settlement-producer.yaml"));
        refused("must be HOST:PORT", "--server-addr=http://nacos/");
        refused("a namespace of its own", NOWHERE, "--namespace=public");
        refused("a password go together", NOWHERE, "--username=ops");
        refused("cannot be read", NOWHERE, "--username=ops", "--password-file=" + folder.resolve("absent"));
        refused("go with --server-addr", "--username=ops");
        refused("three different things", "--dry-run", "--diff");
        refused("three different things", "--dry-run", "--rollback=1", "settlement-producer.yaml");
        refused("go with one FILE", NOWHERE, "--rollback=1");
        refused("go with one FILE", NOWHERE, "--expect=none", "settlement-producer.yaml", "settlement-consumer.yaml");
        refused("nobody reads a document", NOWHERE, "--history", "settlement-other.yaml");
        refused("--rollback", NOWHERE, "--rollback=last", "settlement-producer.yaml");
        refused("--password", NOWHERE, "--password=seen-by-all");
    }

    private void refused(String said, String... options) {
        assertThat(publish(options)).as(String.join(" ", options)).isEqualTo(ExitCode.REFUSED);
        assertThat(run.err()).contains(said).hasLineCount(1);
    }

    private int publish(String... options) {
        return run.execute(
                Stream.concat(Stream.of("publish-config"), Stream.of(options)).toArray(String[]::new));
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private static String shipped(String name) {
        return ProjectRoot.locate().resolve("nacos-config").resolve(name).toString();
    }
}
