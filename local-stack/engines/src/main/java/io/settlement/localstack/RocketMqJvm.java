package io.settlement.localstack;

import java.util.List;

/** JVM options of RocketMQ's own start scripts, with heaps for one machine. */
final class RocketMqJvm {
    private RocketMqJvm() {}

    static List<String> options(int heapMegabytes) {
        return List.of(
                "-Xms" + heapMegabytes + "m",
                "-Xmx" + heapMegabytes + "m",
                "-XX:MaxDirectMemorySize=" + Math.max(heapMegabytes, 256) + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+PerfDisableSharedMem",
                // Memory-mapped files are unmapped through these.
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");
    }
}
