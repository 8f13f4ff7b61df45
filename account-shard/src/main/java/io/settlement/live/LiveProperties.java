package io.settlement.live;

import java.nio.file.Path;
import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where this process keeps the documents that it follows, as they were in force last. Bound from {@code settlement.live}.
 *
 * @param folder of this process alone
 */
@ConfigurationProperties("settlement.live")
public record LiveProperties(Path folder) {

    public LiveProperties {
        Objects.requireNonNull(folder, "settlement.live.folder is missing");
    }
}
