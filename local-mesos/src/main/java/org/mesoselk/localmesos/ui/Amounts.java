package org.mesoselk.localmesos.ui;

import java.util.List;
import java.util.Locale;
import org.apache.mesos.v1.Protos.Resource;
import org.apache.mesos.v1.Protos.Value;

/** Sums of the resources that pages show; {@code mem} and {@code disk} in MB. */
public record Amounts(double cpus, double gpus, double mem, double disk) {

    public static final Amounts NONE = new Amounts(0, 0, 0, 0);

    private static final double MB_PER_GB = 1024;

    public static Amounts of(List<Resource> resources) {
        return new Amounts(
                sum(resources, "cpus"), sum(resources, "gpus"), sum(resources, "mem"), sum(resources, "disk"));
    }

    private static double sum(List<Resource> resources, String name) {
        return resources.stream()
                .filter(resource -> resource.getType() == Value.Type.SCALAR
                        && resource.getName().equals(name))
                .mapToDouble(resource -> resource.getScalar().getValue())
                .sum();
    }

    public Amounts plus(Amounts other) {
        return new Amounts(cpus + other.cpus, gpus + other.gpus, mem + other.mem, disk + other.disk);
    }

    /** Nothing below zero. */
    public Amounts minus(Amounts other) {
        return new Amounts(
                Math.max(0, cpus - other.cpus),
                Math.max(0, gpus - other.gpus),
                Math.max(0, mem - other.mem),
                Math.max(0, disk - other.disk));
    }

    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceAll("\\.?0+$", "");
    }

    static String size(double megabytes) {
        return megabytes < MB_PER_GB
                ? number((double) Math.round(megabytes)) + " MB"
                : number(Math.round(megabytes / MB_PER_GB * 10) / 10.0) + " GB";
    }

    /** On one line, without what there is none of. */
    String text() {
        StringBuilder text = new StringBuilder(number(cpus) + " CPUs, " + size(mem) + " memory");
        if (disk > 0) {
            text.append(", ").append(size(disk)).append(" disk");
        }
        if (gpus > 0) {
            text.append(", ").append(number(gpus)).append(" GPUs");
        }
        return text.toString();
    }

    /** Used of all, as text and as bars. */
    static Html bars(Amounts used, Amounts total) {
        Html gpus = total.gpus > 0
                ? bar("GPUs", number(used.gpus), number(total.gpus), used.gpus, total.gpus)
                : Html.NOTHING;
        return Html.of(
                "<dl class=\"bars\">{}{}{}{}</dl>",
                bar("CPUs", number(used.cpus), number(total.cpus), used.cpus, total.cpus),
                gpus,
                bar("Mem", size(used.mem), size(total.mem), used.mem, total.mem),
                bar("Disk", size(used.disk), size(total.disk), used.disk, total.disk));
    }

    private static Html bar(String name, String usedText, String totalText, double used, double total) {
        return Html.of(
                "<div><dt>{}</dt><dd>{} / {}</dd><dd><progress value=\"{}\" max=\"{}\"></progress></dd></div>",
                name,
                usedText,
                totalText,
                used,
                total > 0 ? total : 1);
    }
}
