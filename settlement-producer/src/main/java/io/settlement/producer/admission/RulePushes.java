package io.settlement.producer.admission;

import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.config.listener.Listener;
import com.alibaba.nacos.api.exception.NacosException;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.DigestUtils;

/**
 * Hears what is pushed to Nacos and puts it in force, or says in the log why not: what was in force then stays. Without
 * Nacos the rules of the last run stand, as its client has kept them on disk, and the floor.
 */
final class RulePushes implements Listener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RulePushes.class);
    private static final long READ_MILLIS = 2_000;

    private final ConfigService nacos;
    private final String dataId;
    private final String group;
    private final FlowRules rules;
    private boolean heard;
    private boolean refused;

    RulePushes(ConfigService nacos, String dataId, String group, FlowRules rules, MeterRegistry registry) {
        this.nacos = nacos;
        this.dataId = dataId;
        this.group = group;
        this.rules = rules;
        registry.gauge("settlement.rules.pushed", rules, FlowRules::pushed);
        registry.gauge("settlement.rules.refused", this, pushes -> pushes.isRefused() ? 1 : 0);
    }

    /**
     * Begins to hear. The client is silent about what it has on disk already, so that is read as well: a restart would
     * lose the rules otherwise.
     */
    void listen() {
        try {
            nacos.addListener(dataId, group, this);
            takeUnlessHeard(nacos.getConfig(dataId, group, READ_MILLIS));
        } catch (NacosException away) {
            log.error("{} cannot be heard, the floor alone stands: {}", dataId, away.getErrMsg());
        }
    }

    @Override
    public synchronized void receiveConfigInfo(String text) {
        heard = true;
        take(text);
    }

    /** What was pushed is newer than what was read. No document at the start means no rules of its own. */
    private synchronized void takeUnlessHeard(String text) {
        if (!heard && text != null) {
            take(text);
        }
    }

    private void take(String text) {
        try {
            int count = rules.replace(text);
            refused = false;
            log.info("{} with md5 {} is in force: {} rules", dataId, md5(text), count);
        } catch (RuntimeException wrong) {
            refused = true;
            log.error(
                    "{} with md5 {} is refused, the {} rules before it stay in force: {}",
                    dataId,
                    md5(text),
                    rules.pushed(),
                    wrong.getMessage());
        }
    }

    private static String md5(String text) {
        return text == null ? "none" : DigestUtils.md5DigestAsHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized boolean isRefused() {
        return refused;
    }

    /** On the client's own thread: a push takes no time. */
    @Override
    public Executor getExecutor() {
        return null;
    }

    @Override
    public void close() {
        nacos.removeListener(dataId, group, this);
    }
}
