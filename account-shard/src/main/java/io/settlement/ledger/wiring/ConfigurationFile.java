package io.settlement.ledger.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;
import org.springframework.util.PropertyPlaceholderHelper;

/** A YAML or properties file with settings of a service, bound exactly as a service binds them. For the commands. */
public record ConfigurationFile(Path path) {

    /** @throws UnusableConfiguration in one line if it cannot be read, or has nothing or something wrong under the prefix */
    public <T> T bind(String prefix, Class<T> type) {
        if (!Files.isReadable(path)) {
            throw new UnusableConfiguration(path + " cannot be read; --config wants a YAML or properties file.");
        }
        return bound(prefix, type)
                .orElseThrow(() -> new UnusableConfiguration(
                        path + " has no " + prefix + ".*; scripts/migrate --example N shows how such a file looks."));
    }

    private <T> BindResult<T> bound(String prefix, Class<T> type) {
        try {
            var environment = new StandardEnvironment();
            loader().load(path.toString(), new FileSystemResource(path))
                    .forEach(environment.getPropertySources()::addLast);
            return new Binder(
                            ConfigurationPropertySources.from(environment.getPropertySources()),
                            placeholders(environment))
                    .bind(prefix, type);
        } catch (IOException | RuntimeException wrong) {
            var cause = NestedExceptionUtils.getMostSpecificCause(wrong);
            throw new UnusableConfiguration(path + ": " + oneLine(String.valueOf(cause.getMessage())), wrong);
        }
    }

    /** Without the lines that YAML's reader cites from the file: a password may stand there. */
    private static String oneLine(String message) {
        return message.lines()
                .filter(line -> !line.startsWith("    "))
                .collect(Collectors.joining(" "))
                .replaceAll("\\s+", " ")
                .replaceFirst(":$", "");
    }

    /** Strict: a password that is not in the environment must not become the text of its placeholder. */
    private static PropertySourcesPlaceholdersResolver placeholders(StandardEnvironment environment) {
        return new PropertySourcesPlaceholdersResolver(
                environment.getPropertySources(), new PropertyPlaceholderHelper("${", "}", ":", '\\', false));
    }

    private PropertySourceLoader loader() {
        return path.toString().endsWith(".properties")
                ? new PropertiesPropertySourceLoader()
                : new YamlPropertySourceLoader();
    }
}
