package org.mesoselk.scheduler.core.model;

import java.util.Optional;

/**
 * What became of an offer operation (RESERVE, CREATE, …) that was given an id.
 *
 * @param state Mesos' OPERATION_* state
 * @param uuid what must be acknowledged, base64; empty for updates that the master made up: never acknowledge those
 * @param agentId and {@code resourceProviderId}: whose resources they are, where Mesos says
 * @param message Mesos' sentence, or empty
 */
public record OperationUpdate(
        String operationId,
        String state,
        Optional<String> uuid,
        Optional<String> agentId,
        Optional<String> resourceProviderId,
        String message) {}
