package io.settlement.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line of an engine that is a Java program, on the class path that the build wrote for its module. */
public final class JavaCommand {
    private final String module;
    private final String mainClass;

    /** @param module its path in the checkout; the engine.classpath of its build is used */
    public JavaCommand(String module, String mainClass) {
        this.module = module;
        this.mainClass = mainClass;
    }

    public List<String> with(List<String> jvmOptions, Map<String, String> properties, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-cp");
        command.add(classPath());
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    private String classPath() {
        Path target = ProjectRoot.locate().resolve(module).resolve("target");
        Path file = target.resolve("engine.classpath");
        if (!Files.exists(file)) {
            throw new EngineFailed("No class path file " + file + ". Build it: mvn process-classes -pl " + module);
        }
        try {
            return target.resolve("classes") + ":" + Files.readString(file).trim();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
