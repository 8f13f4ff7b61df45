package io.settlement.localstack.control;

import io.settlement.localstack.EngineProcess;
import io.settlement.localstack.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder that one stack keeps everything in: settings, data, secrets, logs and process records. */
final class DataFolder {
    private static final Pattern MEMBER =
            Pattern.compile("(mariadb|mysql|producer|consumer)-\\d{1,2}|nameserver|broker|nacos|prometheus");
    private static final List<String> FOLDERS = List.of("config");
    private static final String PID = ".pid";

    private final Path path;

    DataFolder(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    Path path() {
        return path;
    }

    /** Home of one engine or service. */
    Path home(String member) {
        return path.resolve(member);
    }

    Path configuration(String service) {
        return path.resolve("config").resolve(service + ".yaml");
    }

    /** What a drill's services are told of the time. */
    Path clock() {
        return path.resolve("config").resolve("clock");
    }

    Path lock() {
        return path.resolve("stack.lock");
    }

    /** Marks the folder of a demo that is removed when the demo ends, or by the next one if it was killed. */
    Path temporaryMark() {
        return path.resolve("temporary");
    }

    /** The key that the first start makes, for whoever owns the folder. */
    Path operatorKey() {
        return path.resolve("operator.key");
    }

    Path settingsFile() {
        return path.resolve("stack.properties");
    }

    Optional<RecordedStack> recorded() {
        return Files.exists(settingsFile()) ? Optional.of(RecordedStack.read(settingsFile())) : Optional.empty();
    }

    /** @throws Refused if it is not a folder that can be written, or holds engines but no record of them */
    void requireUsable() {
        make(path);
        if (!Files.isWritable(path)) {
            throw new Refused(path + " cannot be written; choose another data folder with --data.");
        }
        var leftOver = Stream.concat(members().stream(), folders()).findFirst();
        if (recorded().isEmpty() && leftOver.isPresent()) {
            throw new Refused(
                    path + " holds " + leftOver.get().getFileName() + " but no stack.properties: it is damaged"
                            + " or somebody else's. Choose another folder with --data.");
        }
    }

    /** @throws Refused if it is no folder and cannot become one */
    static void make(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new Refused(folder + " is a file; choose another data folder with --data.");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException refused) {
            throw new Refused(
                    "The folder " + folder + " cannot be made; choose another data folder with --data.", refused);
        }
    }

    /** Whether a stack was ever started here. */
    boolean isStack() {
        return Files.exists(lock()) || Files.exists(settingsFile());
    }

    /** The processes that left a record here, also those that have ended since. Nothing but the records is needed. */
    List<EngineProcess> processes() {
        return members().stream().flatMap(DataFolder::processesIn).toList();
    }

    /** Removes what a stack keeps here and nothing else; the folder itself only if it is empty then. */
    void wipe() {
        try {
            for (var member : members()) {
                FileTrees.delete(member);
            }
            for (var folder : folders().toList()) {
                FileTrees.delete(folder);
            }
            Files.deleteIfExists(settingsFile());
            Files.deleteIfExists(operatorKey());
            Files.deleteIfExists(temporaryMark());
            leave();
        } catch (IOException kept) {
            throw new UncheckedIOException("Could not remove everything in " + path, kept);
        }
    }

    /** Takes away what a command makes before it does anything: the lock, and the folder if nothing else is in it. */
    void leave() throws IOException {
        Files.deleteIfExists(lock());
        if (content(path).isEmpty()) {
            Files.delete(path);
        }
    }

    private Stream<Path> folders() {
        return FOLDERS.stream().map(path::resolve).filter(Files::isDirectory);
    }

    private List<Path> members() {
        return Files.isDirectory(path)
                ? content(path).stream()
                        .filter(Files::isDirectory)
                        .filter(folder ->
                                MEMBER.matcher(folder.getFileName().toString()).matches())
                        .toList()
                : List.of();
    }

    private static Stream<EngineProcess> processesIn(Path home) {
        return content(home).stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(PID))
                .map(name -> EngineProcess.found(name.substring(0, name.length() - PID.length()), home));
    }

    private static List<Path> content(Path folder) {
        try (var content = Files.list(folder)) {
            return content.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Could not look into " + folder, unreadable);
        }
    }
}
