package org.mesoselk.localmesos.master;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Locale;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.mesoselk.localmesos.http.HttpError;

/** What a scheduler's call must be like before its content is looked at; the sentences are those of a real master. */
final class CallValidation {

    private static final int UUID_BYTES = 16;

    private CallValidation() {}

    /** @throws HttpError 400 when the call is malformed */
    static void validate(Call call) {
        if (!call.hasType() || call.getType() == Call.Type.UNKNOWN) {
            throw invalid("Expecting 'type' to be present");
        }
        if (call.getType() == Call.Type.SUBSCRIBE) {
            validateSubscribe(call);
            return;
        }
        if (!call.hasFrameworkId()) {
            throw invalid("Expecting 'framework_id' to be present");
        }
        // REVIVE and SUPPRESS may come without their message, TEARDOWN has none.
        switch (call.getType()) {
            case TEARDOWN, REVIVE, SUPPRESS -> {}
            default -> requireMessage(call);
        }
        if (call.getType() == Call.Type.ACKNOWLEDGE) {
            requireUuid(call.getAcknowledge().getUuid());
        } else if (call.getType() == Call.Type.ACKNOWLEDGE_OPERATION_STATUS) {
            requireUuid(call.getAcknowledgeOperationStatus().getUuid());
        } else if (call.getType() == Call.Type.UPDATE_FRAMEWORK
                && !call.getUpdateFramework().getFrameworkInfo().getId().equals(call.getFrameworkId())) {
            throw invalid("'framework_id' differs from 'update_framework.framework_info.id'");
        }
    }

    private static void validateSubscribe(Call call) {
        requireMessage(call);
        String inside = call.getSubscribe().getFrameworkInfo().getId().getValue();
        if (!inside.equals(call.getFrameworkId().getValue())) {
            throw invalid("'framework_id' differs from 'subscribe.framework_info.id'");
        }
    }

    private static void requireMessage(Call call) {
        String name = call.getType().name().toLowerCase(Locale.ROOT);
        FieldDescriptor field = Call.getDescriptor().findFieldByName(name);
        if (!call.hasField(field)) {
            throw invalid("Expecting '" + name + "' to be present");
        }
    }

    private static void requireUuid(ByteString uuid) {
        if (uuid.size() != UUID_BYTES) {
            throw invalid("Not a valid UUID");
        }
    }

    private static HttpError invalid(String sentence) {
        return new HttpError(400, "Failed to validate scheduler::Call: " + sentence);
    }
}
