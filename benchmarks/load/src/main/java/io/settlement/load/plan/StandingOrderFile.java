package io.settlement.load.plan;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Reads a file of standing orders: a header line, then one order a line, tab separated, UTF-8. All or nothing: one
 * wrong line and no order is used, because half a payment file is worse than none.
 */
final class StandingOrderFile {

    static final int MOST_ORDERS = 1_000_000;

    private final Path file;
    private final List<StandingOrder> orders = new ArrayList<>();
    private final HashMap<String, Integer> lineOfOrder = new HashMap<>();
    private int lineNumber;

    private StandingOrderFile(Path file) {
        this.file = file;
    }

    /** @throws WrongInput naming the file, the number of the first wrong line and what is wrong with it */
    static List<StandingOrder> read(Path file) {
        return new StandingOrderFile(file).read();
    }

    private List<StandingOrder> read() {
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            readHeader(reader);
            for (var line = next(reader); line != null; line = next(reader)) {
                add(line);
            }
        } catch (NoSuchFileException absent) {
            throw new WrongInput("--orders " + file + ": there is no such file", absent);
        } catch (CharacterCodingException binary) {
            throw new WrongInput("--orders " + file + ": not UTF-8 text after line " + lineNumber, binary);
        } catch (IOException unreadable) {
            throw new WrongInput("--orders " + file + ": cannot be read: " + unreadable.getMessage(), unreadable);
        }
        if (orders.isEmpty()) {
            throw new WrongInput("--orders " + file + ": has no orders below its header line");
        }
        return orders;
    }

    private void readHeader(BufferedReader reader) throws IOException {
        if (!StandingOrder.HEADER.equals(next(reader))) {
            throw wrong(
                    "is not the header line; expected, separated by tabs: " + StandingOrder.HEADER.replace('\t', ' '));
        }
    }

    private String next(BufferedReader reader) throws IOException {
        var line = reader.readLine();
        lineNumber++;
        return line;
    }

    private void add(String line) {
        var order = parsed(line);
        var earlier = lineOfOrder.putIfAbsent(order.id(), lineNumber);
        if (earlier != null) {
            throw wrong("order_id " + order.id() + " stands on line " + earlier + " already");
        }
        if (orders.size() == MOST_ORDERS) {
            throw wrong(Wording.of("more than %,d orders; split the file", MOST_ORDERS));
        }
        orders.add(order);
    }

    private StandingOrder parsed(String line) {
        try {
            return StandingOrder.parse(line);
        } catch (IllegalArgumentException malformed) {
            throw wrong(malformed.getMessage());
        }
    }

    private WrongInput wrong(String what) {
        return new WrongInput("--orders " + file + ": line " + lineNumber + ": " + what);
    }
}
