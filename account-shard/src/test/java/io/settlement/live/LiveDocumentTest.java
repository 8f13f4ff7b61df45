package io.settlement.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.DigestUtils;

class LiveDocumentTest {

    private static final String DATA_ID = "limits";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    /** Numbers with blanks between them. */
    private static final DocumentSchema<List<Integer>> NUMBERS = new DocumentSchema<>() {
        @Override
        public List<Integer> read(String text) {
            return text.lines()
                    .flatMap(line -> List.of(line.split(" ")).stream())
                    .filter(word -> !word.isEmpty())
                    .map(Integer::valueOf)
                    .toList();
        }

        @Override
        public boolean isEmpty(List<Integer> content) {
            return content.isEmpty();
        }
    };

    @TempDir
    private Path folder;

    private final List<List<Integer>> applied = new ArrayList<>();
    private LiveDocument<List<Integer>> document;

    private LiveDocument<List<Integer>> started() {
        applied.clear();
        document = new LiveDocument<>(DATA_ID, NUMBERS, applied::add, folder, Clock.fixed(NOW, ZoneOffset.UTC));
        document.restore();
        return document;
    }

    @Test
    void aPushIsPutInForceOnce() {
        started().push("1 2");
        document.push("1 2");

        assertThat(applied).containsExactly(List.of(1, 2));
        assertThat(document.state().md5()).isEqualTo(md5("1 2"));
        assertThat(document.state().since()).isEqualTo(NOW);
        assertThat(document.state().refused()).isFalse();
    }

    @Test
    void whatDoesNotParseIsEmptyOrRemovedChangesNothing() {
        started().push("1");
        for (var bad : new String[] {"1 x", "", null}) {
            document.push(bad);

            assertThat(document.state().md5()).isEqualTo(md5("1"));
            assertThat(document.state().refused()).isTrue();
            var refusal = document.state().lastRefusal().orElseThrow();
            assertThat(refusal.md5()).isEqualTo(bad == null ? "none" : md5(bad));
            assertThat(refusal.at()).isEqualTo(NOW);
            assertThat(refusal.reason()).isNotBlank().hasLineCount(1);
        }
        assertThat(applied).containsExactly(List.of(1));
    }

    @Test
    void anEmptyOneIsTakenWhereNothingIsLifted() {
        started().push("");
        document.push("\n");

        assertThat(applied).hasSize(2);
        assertThat(document.state().refused()).isFalse();
    }

    @Test
    void whereNothingWasInForceARemovalIsNoRefusalAndEndsOne() {
        started().push("x");
        document.push(null);

        assertThat(document.state().md5()).isEqualTo(LiveDocument.NONE);
        assertThat(document.state().refused()).isFalse();
    }

    @Test
    void aGoodPushEndsARefusalAndTheLastOneIsStillTold() {
        started().push("1");
        document.push("x");
        document.push("1");

        assertThat(document.state().refused()).isFalse();
        assertThat(document.state().lastRefusal()).isPresent();
    }

    @Test
    void whatTheTargetDoesNotTakeIsRefused() {
        var target = new LiveDocument<>(
                DATA_ID,
                NUMBERS,
                content -> {
                    throw new IllegalStateException("no place");
                },
                folder,
                Clock.systemUTC());
        target.push("1");

        assertThat(target.state().refused()).isTrue();
        assertThat(target.state().md5()).isEqualTo(LiveDocument.NONE);
        assertThat(folder.resolve(DATA_ID)).doesNotExist();
    }

    /** The point of the file: by the next start, what is wrong stands in Nacos, or nothing, or Nacos is away. */
    @Test
    void theLastGoodOneStandsAfterARestartWhateverIsReadThen() {
        started().push("1");
        document.push("x");
        for (var read : new String[] {"x", "", null}) {
            started().startWith(read);

            assertThat(applied).containsExactly(List.of(1));
            assertThat(document.state().md5()).isEqualTo(md5("1"));
            assertThat(document.state().refused()).isTrue();
        }
        started();
        assertThat(applied).as("nothing could be read").containsExactly(List.of(1));
        assertThat(document.state().refused()).isFalse();
    }

    @Test
    void aGoodOneThatIsReadAtTheStartReplacesThatOfTheLastRun() {
        started().push("1");
        started().startWith("2");

        assertThat(applied).containsExactly(List.of(1), List.of(2));
        started();
        assertThat(applied).containsExactly(List.of(2));
    }

    @Test
    void aPushIsNewerThanWhatIsReadAtTheStart() {
        started().push("2");
        document.startWith("1");

        assertThat(applied).containsExactly(List.of(2));
    }

    @Test
    void aDamagedFileOfTheLastRunIsLeftAside() throws IOException {
        Files.writeString(folder.resolve(DATA_ID), "1 2 thr");
        assertThat(started().state().md5()).isEqualTo(LiveDocument.NONE);

        Files.write(folder.resolve(DATA_ID), new byte[] {(byte) 0xC3, '1'});
        assertThat(started().state().md5()).isEqualTo(LiveDocument.NONE);

        Files.writeString(folder.resolve(DATA_ID), " ".repeat(2 << 20));
        assertThat(started().state().md5()).isEqualTo(LiveDocument.NONE);
    }

    @Test
    void theFileIsReplacedAndNothingElseIsLeftBehind() throws IOException {
        started().push("1");
        document.push("2");

        assertThat(folder.resolve(DATA_ID)).hasContent("2");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aFolderThatCannotBeWrittenKeepsNoPushOut() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        var elsewhere = new LiveDocument<>(
                DATA_ID, NUMBERS, applied::add, folder.resolve("file").resolve("in-it"), Clock.systemUTC());
        elsewhere.restore();
        elsewhere.push("1");

        assertThat(applied).containsExactly(List.of(1));
        assertThat(elsewhere.state().refused()).isFalse();
    }

    @Test
    void countsPushesByWhatBecameOfThem() {
        var registry = new SimpleMeterRegistry();
        new LiveDocumentMeters(List.of(started())).bindTo(registry);
        document.push("1");
        document.push("2");
        document.push("x");

        assertThat(pushes(registry, "applied")).isEqualTo(2);
        assertThat(pushes(registry, "refused")).isEqualTo(1);
        assertThat(registry.get("settlement.document.refused")
                        .tag("document", DATA_ID)
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    private static double pushes(SimpleMeterRegistry registry, String outcome) {
        return registry.get("settlement.document.pushes")
                .tags("document", DATA_ID, "outcome", outcome)
                .functionCounter()
                .count();
    }

    private static String md5(String text) {
        return DigestUtils.md5DigestAsHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
