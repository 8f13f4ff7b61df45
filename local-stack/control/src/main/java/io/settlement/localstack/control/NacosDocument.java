package io.settlement.localstack.control;

import com.alibaba.nacos.api.config.ConfigType;
import io.settlement.localstack.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of nacos-config/ as it stands in Nacos: the service configurations by file name, rule sets without {@code .json}. */
record NacosDocument(String dataId, ConfigType type, String content) {

    private static final String RULES = ".json";

    static List<NacosDocument> all() throws IOException {
        List<NacosDocument> all = new ArrayList<>();
        try (var files = Files.newDirectoryStream(ProjectRoot.locate().resolve("nacos-config"), "*.{yaml,json}")) {
            for (var file : files) {
                all.add(read(file));
            }
        }
        return all;
    }

    private static NacosDocument read(Path file) throws IOException {
        var name = file.getFileName().toString();
        var content = Files.readString(file);
        return name.endsWith(RULES)
                ? new NacosDocument(name.substring(0, name.length() - RULES.length()), ConfigType.JSON, content)
                : new NacosDocument(name, ConfigType.YAML, content);
    }

    /** Rule sets are an operator's to push while services run; a start must not take them back. */
    boolean isReplacedAtStart() {
        return type == ConfigType.YAML;
    }
}
