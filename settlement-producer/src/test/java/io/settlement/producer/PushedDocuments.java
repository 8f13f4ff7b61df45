package io.settlement.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.nacos.api.NacosFactory;
import com.alibaba.nacos.api.PropertyKeyConst;
import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.exception.NacosException;
import io.settlement.localstack.NacosServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Supplier;
import org.springframework.util.DigestUtils;

/** What an operator pushes to Nacos, and what a producer's log says of each push. */
final class PushedDocuments implements AutoCloseable {

    /** What a push is promised to be live within. */
    private static final Duration LIVE = Duration.ofSeconds(2);

    private static final String DATA_ID = "settlement-producer-flow-rules";
    private static final String GROUP = "SETTLEMENT";

    private final ConfigService nacos;
    private final Supplier<String> log;
    private int pushes;
    private String md5;

    PushedDocuments(NacosServer server, Supplier<String> log) {
        this.log = log;
        var properties = new Properties();
        properties.setProperty(PropertyKeyConst.SERVER_ADDR, server.address());
        properties.setProperty(PropertyKeyConst.NAMESPACE, server.namespace());
        properties.setProperty(PropertyKeyConst.USERNAME, server.administrator().user());
        properties.setProperty(PropertyKeyConst.PASSWORD, server.administrator().password());
        try {
            nacos = NacosFactory.createConfigService(properties);
        } catch (NacosException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Flow rules; single quotes stand for double ones. Answers the log's line of this push, which must be there in time. */
    String push(String rules) {
        return publish(DATA_ID, rules);
    }

    /** Rules of another kind, such as {@code param-flow}. */
    String push(String kind, String rules) {
        return publish("settlement-producer-" + kind + "-rules", rules);
    }

    /** The producers' live settings in the place of rules. */
    String set(String settings) {
        return publish("settlement-producer-live", settings);
    }

    private String publish(String dataId, String json) {
        // Blanks make each push another document: Nacos is silent about what is pushed twice.
        var text = json.replace('\'', '"') + " ".repeat(++pushes);
        try {
            nacos.publishConfig(dataId, GROUP, text, "json");
        } catch (NacosException failed) {
            throw new IllegalStateException(failed);
        }
        md5 = DigestUtils.md5DigestAsHex(text.getBytes(StandardCharsets.UTF_8));
        return lineOf(dataId, md5);
    }

    /** Of what was pushed last. */
    String md5() {
        return md5;
    }

    /** One rule and no other. */
    String limit(String resource, int perSecond) {
        return push("[{'resource':'" + resource + "','count':" + perSecond + "}]");
    }

    String remove() {
        try {
            nacos.removeConfig(DATA_ID, GROUP);
        } catch (NacosException failed) {
            throw new IllegalStateException(failed);
        }
        return lineOf(DATA_ID, "none");
    }

    private String lineOf(String dataId, String md5) {
        var marked = dataId + " with md5 " + md5 + " is ";
        assertThat(ProducerNode.await(LIVE, () -> log.get().contains(marked)))
                .as("the push is live within " + LIVE)
                .isTrue();
        var text = log.get();
        return text.substring(text.lastIndexOf(marked)).lines().findFirst().orElseThrow();
    }

    @Override
    public void close() {
        try {
            nacos.shutDown();
        } catch (NacosException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
