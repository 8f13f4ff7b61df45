package io.settlement.localstack.control;

import io.settlement.sharding.ShardingProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** A file with {@code settlement.sharding}, bound exactly as a service binds it. */
record ShardingFile(Path path) {

    private static final String PREFIX = "settlement.sharding";

    /** @throws Refused in one line if it cannot be read or says something wrong */
    ShardingProperties read() {
        if (!Files.isReadable(path)) {
            throw new Refused(path + " cannot be read; --config wants a YAML or properties file.");
        }
        return bound().orElseThrow(() -> new Refused(path + " has no " + PREFIX + ".*; --example N shows them."));
    }

    private BindResult<ShardingProperties> bound() {
        try {
            var environment = new StandardEnvironment();
            loader().load(path.toString(), new FileSystemResource(path))
                    .forEach(environment.getPropertySources()::addLast);
            return new Binder(
                            ConfigurationPropertySources.from(environment.getPropertySources()),
                            placeholders(environment))
                    .bind(PREFIX, ShardingProperties.class);
        } catch (IOException | RuntimeException wrong) {
            var cause = NestedExceptionUtils.getMostSpecificCause(wrong);
            throw new Refused(path + ": " + String.valueOf(cause.getMessage()).replaceAll("\\s+", " "), wrong);
        }
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
