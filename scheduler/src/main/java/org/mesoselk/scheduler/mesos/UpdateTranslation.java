package org.mesoselk.scheduler.mesos;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.apache.mesos.v1.Protos.OperationStatus;
import org.apache.mesos.v1.Protos.TaskStatus;
import org.mesoselk.commons.elastic.HasData;
import org.mesoselk.commons.elastic.NodeReport;
import org.mesoselk.commons.json.Json;
import org.mesoselk.commons.kibana.KibanaReport;
import org.mesoselk.commons.logstash.LogstashReport;
import org.mesoselk.scheduler.core.model.OperationUpdate;
import org.mesoselk.scheduler.core.model.Product;
import org.mesoselk.scheduler.core.model.TaskState;
import org.mesoselk.scheduler.core.model.TaskUpdate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Mesos' task statuses as the core sees them. */
final class UpdateTranslation {
    private static final Logger LOG = LoggerFactory.getLogger(UpdateTranslation.class);

    private UpdateTranslation() {}

    static TaskUpdate update(Product product, TaskStatus status, Instant now) {
        return new TaskUpdate(
                status.getTaskId().getValue(),
                TaskState.valueOf(status.getState().name().substring("TASK_".length())),
                status.hasAgentId() ? Optional.of(status.getAgentId().getValue()) : Optional.empty(),
                status.hasUuid() ? Optional.of(base64(status.getUuid())) : Optional.empty(),
                status.hasReason() ? status.getReason().name() : "",
                status.getMessage(),
                status.hasHealthy() ? Optional.of(status.getHealthy()) : Optional.empty(),
                product == Product.ELASTICSEARCH ? report(status) : Optional.empty(),
                product == Product.LOGSTASH ? collected(status) : Optional.empty(),
                product == Product.KIBANA ? kibana(status) : Optional.empty(),
                status.hasTimestamp() ? Instant.ofEpochMilli((long) (status.getTimestamp() * 1000)) : now);
    }

    static OperationUpdate operation(OperationStatus status) {
        return new OperationUpdate(
                status.getOperationId().getValue(),
                status.getState().name(),
                // Unlike a task's, an operation's uuid is a message with the sixteen bytes in it.
                status.hasUuid() ? Optional.of(base64(status.getUuid().getValue())) : Optional.empty(),
                status.hasAgentId() ? Optional.of(status.getAgentId().getValue()) : Optional.empty(),
                status.hasResourceProviderId()
                        ? Optional.of(status.getResourceProviderId().getValue())
                        : Optional.empty(),
                status.getMessage());
    }

    private static String base64(ByteString bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** Data that is not a report (another executor's, an older one's) says nothing; the state of the task still counts. */
    private static Optional<NodeReport> report(TaskStatus status) {
        if (status.getData().isEmpty()) {
            return Optional.empty();
        }
        try {
            NodeReport report = Json.read(status.getData().toByteArray(), NodeReport.class);
            if (report != null && report.httpAddress() != null && report.transportAddress() != null) {
                return Optional.of(new NodeReport(
                        some(report.nodeId()),
                        some(report.clusterUuid()),
                        report.httpAddress(),
                        report.transportAddress(),
                        some(report.version()),
                        report.data() == null ? HasData.UNKNOWN : report.data()));
            }
        } catch (JacksonException e) {
            // Said below.
        }
        return ignored(status, "node report");
    }

    private static Optional<LogstashReport> collected(TaskStatus status) {
        if (status.getData().isEmpty()) {
            return Optional.empty();
        }
        try {
            LogstashReport report = Json.read(status.getData().toByteArray(), LogstashReport.class);
            if (report != null && report.engine() != null && report.behind() != null && report.lastError() != null) {
                return Optional.of(report);
            }
        } catch (JacksonException e) {
            // Said below.
        }
        return ignored(status, "report of a Logstash executor");
    }

    private static Optional<KibanaReport> kibana(TaskStatus status) {
        if (status.getData().isEmpty()) {
            return Optional.empty();
        }
        try {
            KibanaReport report = Json.read(status.getData().toByteArray(), KibanaReport.class);
            if (report != null && report.url() != null && report.fingerprint() != null) {
                return Optional.of(new KibanaReport(
                        some(report.version()),
                        some(report.elasticsearch()),
                        report.url(),
                        some(report.status()),
                        report.fingerprint()));
            }
        } catch (JacksonException e) {
            // Said below.
        }
        return ignored(status, "report of a Kibana executor");
    }

    private static <T> Optional<T> ignored(TaskStatus status, String expected) {
        LOG.warn(
                "task {}: the data of its status is no {} and is ignored",
                status.getTaskId().getValue(),
                expected);
        return Optional.empty();
    }

    /** A field that is not there at all reads as null. */
    private static Optional<String> some(Optional<String> read) {
        return read == null ? Optional.empty() : read;
    }
}
