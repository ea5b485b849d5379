package org.mesoselk.cli.status;

import java.net.URI;
import java.util.Optional;
import org.mesoselk.cli.api.FrameworkStatus;

/**
 * A framework, as far as its scheduler could be asked.
 *
 * @param api where it was asked
 */
public record FrameworkView(Optional<URI> api, Answer answer) {

    public sealed interface Answer {}

    public record Known(FrameworkStatus status) implements Answer {}

    /** @param sentence why it is not known, with the remedy */
    public record Unknown(String reason, String sentence) implements Answer {}

    /** The installation is not to have it. @param sentence with what would start it */
    public record LeftOut(String sentence) implements Answer {}

    /** Empty when it is not known. */
    public Optional<FrameworkStatus> status() {
        return answer instanceof Known known ? Optional.of(known.status()) : Optional.empty();
    }
}
