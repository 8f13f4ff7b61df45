package io.settlement.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LivePropertiesTest {

    @Test
    void needsAFolder() {
        assertThat(bound("settlement.live.folder", "/var/lib/p0"))
                .isEqualTo(new LiveProperties(Path.of("/var/lib/p0")));
        assertThatThrownBy(() -> new LiveProperties(null)).hasMessageContaining("settlement.live.folder");
    }

    private static LiveProperties bound(String key, String value) {
        return new Binder(new MapConfigurationPropertySource(Map.of(key, value)))
                .bind("settlement.live", LiveProperties.class)
                .get();
    }
}
