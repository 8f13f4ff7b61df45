package io.settlement.producer.web;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a connection may cost: settings of the server that have no name in its properties. */
@Configuration(proxyBeanMethods = false)
class Connections {

    /** An answer that has room here keeps no worker until its client reads it; only the longest do not. */
    private static final int SEND_BUFFER = 256 << 10;

    /** Of each connection, read and write: 12,288 of them have 48 MiB, and not the 192 MiB of the server's own choice. */
    private static final int APPLICATION_BUFFER = 2 << 10;

    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> smallConnections() {
        return server -> server.addConnectorCustomizers(connector -> {
            connector.setProperty("socket.txBufSize", String.valueOf(SEND_BUFFER));
            connector.setProperty("socket.appReadBufSize", String.valueOf(APPLICATION_BUFFER));
            connector.setProperty("socket.appWriteBufSize", String.valueOf(APPLICATION_BUFFER));
        });
    }
}
