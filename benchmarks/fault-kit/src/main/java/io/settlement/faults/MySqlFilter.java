package io.settlement.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * Reads the commands of one MySQL connection and lets the armed faults have them. A command has sequence number 0; all
 * that the client sends while it logs in has another one and passes untouched.
 */
final class MySqlFilter implements TrafficFilter {

    private static final int CLIENT_COMPRESS = 1 << 5;
    private static final int CLIENT_SSL = 1 << 11;
    private static final int CLIENT_ZSTD_COMPRESSION = 1 << 26;
    private static final int CLIENT_QUERY_ATTRIBUTES = 1 << 27;
    private static final byte COM_QUERY = 0x03;
    private static final byte COM_STMT_PREPARE = 0x16;
    private static final byte COM_STMT_EXECUTE = 0x17;

    private final List<CommandFault> armed;
    private final MySqlPackets packets = new MySqlPackets();
    private final PreparedTexts prepared = new PreparedTexts();
    private final TransactionTexts transaction = new TransactionTexts();
    private final AtomicReference<CommandFault> unanswered = new AtomicReference<>();
    private volatile Verdict verdict = Verdict.FORWARD;
    private boolean greeted;
    private int capabilities;

    MySqlFilter(List<CommandFault> armed) {
        this.armed = armed;
    }

    @Override
    public void fromClient(byte[] bytes, int length, ProxiedConnection connection)
            throws IOException, InterruptedException {
        packets.feed(bytes, length, packet -> pass(packet, connection));
    }

    @Override
    public Verdict fromServer(byte[] bytes, int length) {
        prepared.answered(bytes, length);
        CommandFault fault = unanswered.getAndSet(null);
        if (fault != null) {
            fault.noteAnswered();
        }
        return verdict;
    }

    @Override
    public Verdict serverEnded() {
        return verdict;
    }

    private void pass(byte[] packet, ProxiedConnection connection) throws IOException, InterruptedException {
        if (!greeted) {
            greet(packet);
        }
        Optional<ClientCommand> command = command(packet);
        Optional<CommandFault> fault = command.flatMap(this::faultFor);
        if (fault.isPresent()) {
            strike(fault.get(), command.get(), packet, connection);
        } else {
            connection.toServer(packet, 0, packet.length);
        }
    }

    private void strike(CommandFault fault, ClientCommand command, byte[] packet, ProxiedConnection connection)
            throws IOException, InterruptedException {
        fault.beforeDelivery(command);
        if (fault.resetsBeforeDelivery()) {
            connection.reset();
            throw new IOException("Reset on purpose before " + command);
        }
        // Both before the command is sent: the answer may come before the next line of this thread runs.
        verdict = fault.verdictOnAnswer();
        unanswered.set(fault);
        connection.toServer(packet, 0, packet.length);
        fault.noteDelivered();
    }

    private Optional<CommandFault> faultFor(ClientCommand command) {
        return armed.stream().filter(fault -> fault.takes(command)).findFirst();
    }

    /** What cannot be read would never match, and a test would pass for want of its fault: so it fails here, aloud. */
    private void greet(byte[] packet) {
        greeted = true;
        if (packet.length < MySqlPackets.HEADER + 4) {
            throw new IllegalStateException("Not a MySQL client: its first packet is too short");
        }
        capabilities = MySqlPackets.int4(packet, MySqlPackets.HEADER);
        if ((capabilities & CLIENT_SSL) != 0) {
            throw new IllegalStateException("The commands are encrypted: connect with sslMode=DISABLED");
        }
        if ((capabilities & (CLIENT_COMPRESS | CLIENT_ZSTD_COMPRESSION)) != 0) {
            throw new IllegalStateException("The commands are compressed: connect with useCompression=false");
        }
    }

    private Optional<ClientCommand> command(byte[] packet) {
        if (MySqlPackets.sequence(packet) != 0 || packet.length <= MySqlPackets.HEADER) {
            return Optional.empty();
        }
        return switch (packet[MySqlPackets.HEADER]) {
            case COM_QUERY -> Optional.of(runs(ClientCommand.Kind.QUERY, queryText(packet)));
            case COM_STMT_PREPARE -> {
                String text = text(packet, MySqlPackets.HEADER + 1);
                prepared.asked(text);
                yield Optional.of(new ClientCommand(ClientCommand.Kind.PREPARE, text, transaction.begun()));
            }
            case COM_STMT_EXECUTE ->
                Optional.of(runs(
                        ClientCommand.Kind.EXECUTE, prepared.text(MySqlPackets.int4(packet, MySqlPackets.HEADER + 1))));
            default -> Optional.empty();
        };
    }

    private ClientCommand runs(ClientCommand.Kind kind, String text) {
        var command = new ClientCommand(kind, text, transaction.begun());
        transaction.ran(text);
        return command;
    }

    /** With query attributes agreed on, their count (0 unless the program sets some) and a constant 1 come first. */
    private String queryText(byte[] packet) {
        boolean attributes = (capabilities & CLIENT_QUERY_ATTRIBUTES) != 0;
        return text(packet, MySqlPackets.HEADER + (attributes ? 3 : 1));
    }

    private static String text(byte[] packet, int from) {
        int start = Math.min(from, packet.length);
        return new String(packet, start, packet.length - start, StandardCharsets.UTF_8).trim();
    }

    /** How the statements of the transaction that is open begin. Without one the texts add up, and the oldest go. */
    private static final class TransactionTexts {

        private static final int MOST = 64;
        private static final int BEGINNING = 120;
        private static final Pattern BOUNDARY =
                Pattern.compile("COMMIT|ROLLBACK|BEGIN|START TRANSACTION.*|SET autocommit.*", Pattern.CASE_INSENSITIVE);

        private final Deque<String> texts = new ArrayDeque<>();

        List<String> begun() {
            return List.copyOf(texts);
        }

        void ran(String text) {
            if (BOUNDARY.matcher(text).matches()) {
                texts.clear();
                return;
            }
            texts.addLast(text.substring(0, Math.min(text.length(), BEGINNING)));
            if (texts.size() > MOST) {
                texts.removeFirst();
            }
        }
    }

    /** The statements prepared on this connection by the ids that the server gave them. */
    private static final class PreparedTexts {

        private static final int ID_AT = MySqlPackets.HEADER + 1;

        private final Map<Integer, String> texts = new ConcurrentHashMap<>();
        private final AtomicReference<String> asked = new AtomicReference<>();
        private final byte[] answer = new byte[ID_AT + 4];
        private int answerLength;

        void asked(String text) {
            asked.set(text);
        }

        String text(int id) {
            return texts.getOrDefault(id, "");
        }

        /** The answer to a prepare starts with a packet of 0x00 and the id; TCP may bring it in pieces. */
        void answered(byte[] bytes, int length) {
            if (asked.get() == null) {
                return;
            }
            int more = Math.min(length, answer.length - answerLength);
            System.arraycopy(bytes, 0, answer, answerLength, more);
            answerLength += more;
            if (answerLength == answer.length) {
                String text = asked.getAndSet(null);
                answerLength = 0;
                if (answer[MySqlPackets.HEADER] == 0) {
                    texts.put(MySqlPackets.int4(answer, ID_AT), text);
                }
            }
        }
    }
}
