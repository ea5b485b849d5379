package org.mesoselk.scheduler.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Random;
import java.util.UUID;

/** The core is pure: it decides from values, and knows nothing of what is around it. */
@AnalyzeClasses(packages = "org.mesoselk.scheduler", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String CORE = "org.mesoselk.scheduler.core..";

    @ArchTest
    static final ArchRule theCoreKnowsOnlyJavaAndValues = classes()
            .that()
            .resideInAPackage(CORE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    CORE,
                    "java.lang..",
                    "java.time..",
                    "java.util",
                    "java.util.function..",
                    "java.util.regex..",
                    "java.util.stream..",
                    "org.mesoselk.commons.elastic..",
                    "org.mesoselk.commons.json..",
                    "org.mesoselk.commons.kibana..",
                    "org.mesoselk.commons.logstash..",
                    "com.fasterxml.jackson.annotation..");

    @ArchTest
    static final ArchRule theCoreHasNoClock = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule theCoreHasNoChance = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(UUID.class)
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule theModelKnowsNoDecider = noClasses()
            .that()
            .resideInAPackage("org.mesoselk.scheduler.core.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.mesoselk.scheduler.core.member..",
                    "org.mesoselk.scheduler.core.offer..",
                    "org.mesoselk.scheduler.core.safety..",
                    "org.mesoselk.scheduler.core.framework..",
                    "org.mesoselk.scheduler.core.elasticsearch..",
                    "org.mesoselk.scheduler.core.kibana..",
                    "org.mesoselk.scheduler.core.logstash..");
}
