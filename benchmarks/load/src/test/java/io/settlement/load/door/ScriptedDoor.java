package io.settlement.load.door;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers requests from a script, the last answer for ever, and keeps what was asked. For tests of the client only. */
final class ScriptedDoor implements AutoCloseable {

    record Request(String path, String key, String body) {}

    record Reply(int status, String body) {
        /** Closes the connection without a word. */
        static final Reply NONE = new Reply(0, "");
    }

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Deque<Function<Request, Reply>> script = new ArrayDeque<>();

    private final List<String> authorizations = new CopyOnWriteArrayList<>();

    ScriptedDoor() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    ScriptedDoor then(Function<Request, Reply> reply) {
        script.add(reply);
        return this;
    }

    ScriptedDoor then(int status, String body) {
        return then(request -> new Reply(status, body));
    }

    List<Request> requests() {
        return requests;
    }

    /** The Authorization headers that came, one for each request that had one. */
    List<String> authorizations() {
        return authorizations;
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            var request = new Request(exchange.getRequestURI().getPath(), key, body);
            requests.add(request);
            authorizations.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
            var reply = (script.size() > 1 ? script.remove() : script.element()).apply(request);
            if (reply != Reply.NONE) {
                var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(reply.status(), bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
