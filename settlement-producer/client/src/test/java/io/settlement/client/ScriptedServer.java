package io.settlement.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that takes whole requests and does to each what its script says: for faults that no sound server makes. */
final class ScriptedServer implements AutoCloseable {

    /** A request as it came, with the time it came at. */
    record Request(String line, String head, String body, long nanos) {
        String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    /** What becomes of one request. */
    interface Act {
        void on(Socket client) throws IOException, InterruptedException;
    }

    private final ServerSocket listener;
    private final Queue<Act> script = new ArrayDeque<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> clients = new CopyOnWriteArrayList<>();

    ScriptedServer() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        daemon(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    synchronized ScriptedServer then(Act act) {
        script.add(act);
        return this;
    }

    /** Single quotes stand for double ones; header lines end with \n. */
    ScriptedServer answers(int status, String headers, String body) {
        return then(client -> client.getOutputStream().write(whole(status, headers, body)));
    }

    ScriptedServer answersHalf(int status, String body) {
        return then(client -> {
            var whole = whole(status, "", body);
            client.getOutputStream().write(whole, 0, whole.length - 5);
            client.close();
        });
    }

    /** The head and a part of the body, and then nothing. */
    ScriptedServer stopsInTheMiddle(int status, String body) {
        return then(client -> {
            var whole = whole(status, "", body);
            client.getOutputStream().write(whole, 0, whole.length - 5);
        });
    }

    ScriptedServer resets() {
        return then(client -> {
            client.setSoLinger(true, 0);
            client.close();
        });
    }

    ScriptedServer hangs() {
        return then(client -> {});
    }

    static byte[] whole(int status, String headers, String body) {
        var bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        var head = "HTTP/1.1 " + status + " x\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                + "\r\n" + headers.replace("\n", "\r\n") + "\r\n";
        return (head + new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                clients.add(client);
                daemon(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try {
            var in = new BufferedInputStream(client.getInputStream());
            while (!client.isClosed()) {
                var head = head(in);
                if (head.isEmpty()) {
                    return;
                }
                take(head, in);
                next().on(client);
            }
        } catch (IOException gone) {
            // The client has left.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(String head, InputStream in) throws IOException {
        var request = new Request(head.lines().findFirst().orElse(""), head, "", System.nanoTime());
        var length = request.header("Content-Length");
        var body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        requests.add(new Request(request.line(), head, new String(body, StandardCharsets.UTF_8), request.nanos()));
    }

    private synchronized Act next() {
        return script.isEmpty() ? client -> client.close() : script.remove();
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.UTF_8);
    }

    private static void daemon(Runnable body) {
        var thread = new Thread(body, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var client : clients) {
            client.close();
        }
    }
}
