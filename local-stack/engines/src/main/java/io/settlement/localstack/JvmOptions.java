package io.settlement.localstack;

import java.util.List;

/** JVM options of the engines that are Java programs, sized for one machine that runs everything. */
final class JvmOptions {
    private JvmOptions() {}

    /** For a server that does little: starts with as few processor seconds as can be, and takes little memory. */
    static List<String> small(int heapMegabytes) {
        return List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+PerfDisableSharedMem");
    }

    /** As RocketMQ's own start script has them, with a smaller heap. */
    static List<String> broker(int heapMegabytes) {
        return List.of(
                "-Xms" + heapMegabytes + "m",
                "-Xmx" + heapMegabytes + "m",
                "-XX:MaxDirectMemorySize=" + heapMegabytes + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+PerfDisableSharedMem",
                // Memory-mapped files are unmapped through these.
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");
    }
}
