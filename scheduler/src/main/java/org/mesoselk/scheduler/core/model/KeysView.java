package org.mesoselk.scheduler.core.model;

import org.mesoselk.commons.kibana.EncryptionKeys;

/** The secret of a group of Kibana instances, as it was looked up. */
public sealed interface KeysView {

    /** Nothing is launched with other ones: saved objects could not be read. */
    record Unknown(String cause) implements KeysView {}

    record Known(EncryptionKeys keys) implements KeysView {}
}
