package io.settlement.localstack.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.settlement.localstack.ProjectRoot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.FileSystemResource;

class NacosDocumentsTest {

    @ParameterizedTest
    @EnumSource(ServiceKind.class)
    void sayTheServicesOwnDefaultsAndNothingThatTheyDoNotKnow(ServiceKind kind) throws IOException {
        var root = ProjectRoot.locate();
        var defaults = settings(root.resolve(kind.serviceName()).resolve("src/main/resources/application.yml"));
        var published = settings(root.resolve("nacos-config").resolve(kind.serviceName() + ".yaml"));

        assertThat(published)
                .isNotEmpty()
                .allSatisfy((name, value) -> assertThat(defaults).containsEntry(name, value));
    }

    @ParameterizedTest
    @EnumSource(ServiceKind.class)
    void holdNoAddressAndNoSecret(ServiceKind kind) throws IOException {
        var names = settings(ProjectRoot.locate().resolve("nacos-config").resolve(kind.serviceName() + ".yaml"))
                .keySet();

        assertThat(names)
                .noneMatch(name -> Set.of("sharding", "nacos", "rocketmq").contains(name.split("\\.")[1]));
    }

    private static Map<String, String> settings(Path file) throws IOException {
        var source = (EnumerablePropertySource<?>) new YamlPropertySourceLoader()
                .load(file.toString(), new FileSystemResource(file))
                .get(0);
        return new TreeMap<>(Arrays.stream(source.getPropertyNames())
                .filter(name -> name.startsWith("settlement."))
                .collect(Collectors.toMap(name -> name, name -> String.valueOf(source.getProperty(name)))));
    }
}
