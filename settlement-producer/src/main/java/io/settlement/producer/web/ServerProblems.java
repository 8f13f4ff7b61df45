package io.settlement.producer.web;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatusCode;

/** What the server refuses by itself, before any of our code sees it, is a problem document too and not a page. */
final class ServerProblems extends ErrorReportValve {

    @Configuration(proxyBeanMethods = false)
    static class Registration {

        /** After the valve of the framework, so that this one is the first to hear of a refusal, and instead of its page. */
        @Bean
        WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> serverProblems() {
            return server -> server.addContextCustomizers(ServerProblems::report);
        }
    }

    private static void report(Context context) {
        for (var page : context.findErrorPages()) {
            context.removeErrorPage(page);
        }
        context.getParent().getPipeline().addValve(new ServerProblems());
    }

    ServerProblems() {
        setAsyncSupported(true);
    }

    @Override
    protected void report(Request request, Response response, Throwable thrown) {
        var status = HttpStatusCode.valueOf(response.getStatus());
        if (!status.isError()
                || response.getContentWritten() > 0
                || !response.setErrorReported()
                || !isOpen(response)) {
            return;
        }
        var reason = ProblemReason.ofStatus(status);
        try {
            response.setContentType("application/problem+json");
            response.getReporter().write(Problems.text(reason, status.value(), detail(status)));
            response.finishResponse();
        } catch (IOException hungUp) {
            // Nobody is there to be told.
        }
    }

    /** A stopping server answers 503 to what still comes on open connections. */
    private static String detail(HttpStatusCode status) {
        return status.is4xxClientError() ? "the request cannot be read" : "the service cannot answer at present";
    }

    private static boolean isOpen(Response response) {
        var open = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, open);
        return open.get();
    }
}
