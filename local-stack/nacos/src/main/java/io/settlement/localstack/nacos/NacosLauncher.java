package io.settlement.localstack.nacos;

import com.alibaba.nacos.core.code.ControllerMethodsCache;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.ServletComponentScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Starts the Nacos server. The distribution's own main class sits in the console module, which is not published as a
 * library; this one does the same three things: scan, servlet components, and the registration of the controllers.
 */
@SpringBootApplication(scanBasePackages = "com.alibaba.nacos")
@ServletComponentScan("com.alibaba.nacos")
@EnableScheduling
public class NacosLauncher {

    /** @param arguments passed on to Spring Boot */
    public static void main(String[] arguments) {
        SpringApplication.run(NacosLauncher.class, arguments);
    }

    /**
     * Tells Nacos which methods answer which path. Without it every call of the v1 open API is answered 501, because
     * the authorization filter looks the method up before it lets a request through.
     */
    @Bean
    InitializingBean openApiMethods(ControllerMethodsCache methods) {
        return () -> {
            methods.initClassMethod("com.alibaba.nacos.core.controller");
            methods.initClassMethod("com.alibaba.nacos.naming.controllers");
            methods.initClassMethod("com.alibaba.nacos.config.server.controller");
        };
    }
}
