package io.settlement.localstack.control;

import io.settlement.client.TransferRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A transfer's request on a connection of its own, so that it can be sent in parts, or never to its end. */
final class PartialTransfer implements AutoCloseable {

    private static final int ANSWER_MILLIS = 30_000;

    private final byte[] request;
    private final Socket socket;
    private int sent;

    PartialTransfer(URI producer, String apiKey, TransferRequest transfer) throws IOException {
        var body = """
                {"sourceAccountId":"%s","destinationAccountId":"%s","amount":"%s","currency":"%s"}\
                """.formatted(
                transfer.sourceAccountId(), transfer.destinationAccountId(), transfer.amount(), transfer.currency());
        request = (head(apiKey, transfer.key().value(), body.length()) + body).getBytes(StandardCharsets.US_ASCII);
        socket = new Socket(producer.getHost(), producer.getPort());
        socket.setSoTimeout(ANSWER_MILLIS);
    }

    static String head(String apiKey, String idempotencyKey, int length) {
        return "POST /v1/transfers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIdempotency-Key: "
                + idempotencyKey + "\r\nAuthorization: Bearer " + apiKey + "\r\nContent-Length: " + length + "\r\n\r\n";
    }

    /** Up to so much of the whole. */
    void send(int percent) throws IOException {
        int end = request.length * percent / 100;
        socket.getOutputStream().write(request, sent, end - sent);
        sent = end;
    }

    /** @return the first line of the answer; null where the connection ends without one */
    String answer() throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    /** Ends the connection such that what was sent and not read yet is lost, and the other side hears of a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
