package io.settlement.localstack;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The accounts of a Nacos server, through its own HTTP calls: the login that it ships with is closed here. */
public final class NacosAccounts {
    /** The login that everybody knows. */
    static final Credentials SHIPPED = new Credentials("nacos", "nacos");

    private static final Pattern TOKEN = Pattern.compile("\"accessToken\":\"([^\"]+)\"");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    /** One for all: each has a thread of its own, and a server that starts is asked ten times a second. */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    private final String base;

    /** @param base address of the server with its context path */
    public NacosAccounts(String base) {
        this.base = base + "/v1/auth/";
    }

    /** A token, if the server accepts this login. */
    public Optional<String> login(Credentials account) {
        try {
            return token(account);
        } catch (IOException refusedOrNotUp) {
            return Optional.empty();
        }
    }

    /** Whether the server has answered that this login is wrong. No answer at all is not a refusal. */
    boolean refuses(Credentials account) {
        try {
            return token(account).isEmpty();
        } catch (ProtocolException refused) {
            // Nacos answers a wrong password with the status "0", which is not HTTP's.
            return true;
        } catch (IOException notUp) {
            return false;
        }
    }

    private Optional<String> token(Credentials account) throws IOException {
        HttpResponse<String> answer =
                send("POST", "login", Map.of("username", account.user(), "password", account.password()));
        Matcher token = TOKEN.matcher(answer.body());
        return answer.statusCode() == OK && token.find() ? Optional.of(token.group(1)) : Optional.empty();
    }

    /** Gives the administrator a password of our own, unless it has it already. */
    void closeShippedLogin(Credentials administrator) {
        if (login(administrator).isEmpty()) {
            String token = login(SHIPPED)
                    .orElseThrow(
                            () -> new EngineFailed(
                                    "Nacos accepts neither the password in its"
                                            + " secrets.properties nor the one it is shipped with: delete its data folder and start again."));
            call("PUT", "users", token, Map.of("username", "nacos", "newPassword", administrator.password()));
        }
    }

    /** An account that reads the configuration of one namespace, and registers and finds services there. */
    void allow(Credentials administrator, Credentials application, String namespace) {
        String token = login(administrator).orElseThrow(() -> new EngineFailed("Nacos refuses its administrator."));
        String role = application.user() + "-service";
        if (login(application).isEmpty()) {
            call("POST", "users", token, Map.of("username", application.user(), "password", application.password()));
            call("POST", "roles", token, Map.of("username", application.user(), "role", role));
        }
        call("POST", "permissions", token, Map.of("role", role, "resource", namespace + ":*:config/*", "action", "r"));
        call("POST", "permissions", token, Map.of("role", role, "resource", namespace + ":*:naming/*", "action", "rw"));
    }

    /** A 400 means that it is there already. */
    private void call(String method, String path, String token, Map<String, String> form) {
        try {
            HttpResponse<String> answer = send(method, path + "?accessToken=" + token, form);
            if (answer.statusCode() != OK && answer.statusCode() != BAD_REQUEST) {
                throw new EngineFailed("Nacos answered " + answer.statusCode() + " to " + method + " " + path);
            }
        } catch (IOException broken) {
            throw new EngineFailed("Nacos does not answer " + method + " " + path, broken);
        }
    }

    private HttpResponse<String> send(String method, String path, Map<String, String> form) throws IOException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", interrupted);
        }
    }
}
