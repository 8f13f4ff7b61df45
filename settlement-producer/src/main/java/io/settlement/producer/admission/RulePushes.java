package io.settlement.producer.admission;

import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.config.listener.Listener;
import com.alibaba.nacos.api.exception.NacosException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what is pushed to Nacos, now and later. Without Nacos nothing is heard and the floor alone stands. */
final class RulePushes implements Listener {

    private static final Logger log = LoggerFactory.getLogger(RulePushes.class);

    private final FlowRules rules;

    private RulePushes(FlowRules rules) {
        this.rules = rules;
    }

    /** Does not wait for Nacos: its client calls back once it has read the document, which may be much later. */
    static void listen(ConfigService nacos, String dataId, String group, FlowRules rules) {
        try {
            nacos.addListener(dataId, group, new RulePushes(rules));
        } catch (NacosException notNow) {
            log.error("pushes of {} cannot be heard: {}", dataId, notNow.getErrMsg());
        }
    }

    @Override
    public void receiveConfigInfo(String text) {
        rules.push(text);
    }

    /** On the client's own thread: a push takes no time. */
    @Override
    public Executor getExecutor() {
        return null;
    }
}
