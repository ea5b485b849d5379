package org.mesoselk.executor.logstash;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/** What decides is computed from values: time, chance and Mesos come from outside. */
@AnalyzeClasses(packages = "org.mesoselk.executor.logstash", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] PURE = {
        "org.mesoselk.executor.logstash.lifecycle..",
        "org.mesoselk.executor.logstash.forwarder.event..",
        "org.mesoselk.executor.logstash.official.judge..",
    };

    private static final String[] PARTS = {
        "org.mesoselk.executor.logstash.forwarder.*..", "org.mesoselk.executor.logstash.official.*..",
    };

    @ArchTest
    static final ArchRule whatDecidesReadsAndWritesNothing = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..", "java.util.concurrent..");

    @ArchTest
    static final ArchRule thePartsOfTheEngineHaveNoClock = noClasses()
            .that()
            .resideInAnyPackage(PARTS)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(InstantSource.class, "system")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule thePartsOfTheEngineHaveNoChance = noClasses()
            .that()
            .resideInAnyPackage(PARTS)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Random.class);

    @ArchTest
    static final ArchRule theEngineKnowsNothingOfMesosProtobufs = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.mesoselk.executor.logstash.forwarder..", "org.mesoselk.executor.logstash.official..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.mesos..", "com.google.protobuf..");
}
