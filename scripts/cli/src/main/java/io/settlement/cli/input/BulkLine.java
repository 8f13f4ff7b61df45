package io.settlement.cli.input;

import io.settlement.client.TransferRequest;

/**
 * One transfer of a file.
 *
 * @param number of its line in the file, from 1
 */
public record BulkLine(int number, TransferRequest request) {}
