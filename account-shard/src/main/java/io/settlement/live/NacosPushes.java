package io.settlement.live;

import com.alibaba.nacos.api.config.ConfigService;
import com.alibaba.nacos.api.config.listener.Listener;
import com.alibaba.nacos.api.exception.NacosException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what is pushed to Nacos to the documents. Without Nacos they stay as they were in the last run. */
final class NacosPushes implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NacosPushes.class);
    private static final long READ_MILLIS = 2_000;

    private final ConfigService nacos;
    private final String group;
    private final List<LiveDocument<?>> documents;
    private final List<Hearing> hearings = new ArrayList<>();

    NacosPushes(ConfigService nacos, String group, List<LiveDocument<?>> documents) {
        this.nacos = nacos;
        this.group = group;
        this.documents = List.copyOf(documents);
    }

    /** The last run first: what stands in Nacos may be wrong by now, or nothing may stand there. */
    void listen() {
        for (var document : documents) {
            document.restore();
            hear(document);
        }
    }

    /** The client is silent about what it has on disk already, so that is read as well. */
    private void hear(LiveDocument<?> document) {
        try {
            var hearing = new Hearing(document);
            nacos.addListener(document.dataId(), group, hearing);
            hearings.add(hearing);
            var text = nacos.getConfig(document.dataId(), group, READ_MILLIS);
            if (text != null || isConnected()) {
                document.startWith(text);
            }
        } catch (NacosException away) {
            log.error("{} cannot be heard, the last run's stays: {}", document.dataId(), away.getErrMsg());
        }
    }

    /** Whether nothing read means that nothing stands there. */
    private boolean isConnected() {
        return nacos.getServerStatus().equals("UP");
    }

    private record Hearing(LiveDocument<?> document) implements Listener {

        @Override
        public void receiveConfigInfo(String text) {
            document.push(text);
        }

        /** On the client's own thread: a push takes no time. */
        @Override
        public Executor getExecutor() {
            return null;
        }
    }

    @Override
    public void close() {
        hearings.forEach(hearing -> nacos.removeListener(hearing.document().dataId(), group, hearing));
    }
}
