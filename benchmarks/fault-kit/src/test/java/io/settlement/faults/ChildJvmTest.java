package io.settlement.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChildJvmTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void hearsWhatIsSentAndSpeaksInLines() {
        try (ChildJvm child = child("count").start()) {
            child.send("hello");
            assertThat(child.awaitLine("SENT", SOON)).isEqualTo("SENT hello");
            assertThat(child.awaitLine("COUNT", SOON)).isEqualTo("COUNT 0");
            assertThat(child.awaitLine("COUNT", SOON)).isEqualTo("COUNT 1");
        }
    }

    @Test
    void standsStillWhilePausedAndGoesOnAfterwards() throws InterruptedException {
        try (ChildJvm child = child("count").start()) {
            child.send("go on");
            child.awaitLine("COUNT 3", SOON);
            child.pause();
            TimeUnit.MILLISECONDS.sleep(50); // what was in the pipe already
            int before = child.output().size();
            TimeUnit.MILLISECONDS.sleep(200);
            assertThat(child.output()).hasSize(before);
            child.resume();
            child.awaitLine("COUNT " + (before + 5), SOON);
        }
    }

    @Test
    void pausesForAWhileOnly() {
        try (ChildJvm child = child("count").start()) {
            child.send("go on");
            child.awaitLine("COUNT", SOON);
            try (ProcessPause pause = ProcessPause.pausedFor(child.pid(), Duration.ofMillis(200))) {
                assertThat(pause.paused()).isTrue();
                child.awaitLine("COUNT " + (child.output().size() + 20), SOON);
                assertThat(pause.paused()).isFalse();
            }
        }
    }

    @Test
    void isKilledExactlyAtACheckpoint() {
        try (ChildJvm child =
                child("checkpoints").checkpoints("first", "second").start()) {
            child.awaitCheckpoint("first", SOON);
            assertThat(child.output()).doesNotContain("CHECKPOINT unarmed", "BETWEEN");
            child.go("first");
            child.awaitCheckpoint("second", SOON);
            child.kill();
            assertThat(child.output()).contains("BETWEEN").doesNotContain("DONE");
            assertThatThrownBy(() -> child.awaitLine("DONE", SOON)).hasMessageContaining("before the end");
        }
    }

    @Test
    void goesOnFromEachCheckpointAndEndsByItself() {
        try (ChildJvm child = child("checkpoints").start()) {
            for (String name : new String[] {"unarmed", "first", "second"}) {
                child.awaitCheckpoint(name, SOON);
                child.go();
            }
            assertThat(child.awaitExit(SOON)).isZero();
        }
    }

    @Test
    void diesWithItsParent() throws Exception {
        try (ChildJvm parent = child("parent").start()) {
            String line = parent.awaitLine("GRANDCHILD ", SOON);
            ProcessHandle grandchild = ProcessHandle.of(Long.parseLong(line.substring("GRANDCHILD ".length())))
                    .orElseThrow();
            parent.kill();
            grandchild.onExit().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void pausesNeitherItselfNorAGroup() {
        for (long pid : new long[] {-1, 0, 1, ProcessHandle.current().pid()}) {
            assertThatThrownBy(() -> ProcessPause.of(pid)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void checkpointsDoNothingInAProcessThatIsNoChild() {
        Checkpoints.reached("anything");
    }

    private static ChildJvm.Launch child(String what) {
        return ChildJvm.running(Counter.class)
                .jvmOption("-XX:TieredStopAtLevel=1")
                .jvmOption("-Xshare:auto")
                .arguments(what);
    }
}
