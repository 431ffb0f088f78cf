import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.util.VersionUtil;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * Judges resources with the validator of HL7 and HAPI.
 *
 * <p>Arguments: the folder of the resources, that of the definitions (profiles, value sets, code systems), the file to
 * write. The first line of that file says the version of the validator; each of the others is a fault: file, severity,
 * place, problem, between tabs.
 */
public final class Judge {
  public static void main(String[] arguments) throws IOException {
    FhirContext context = FhirContext.forR4();
    IParser json = context.newJsonParser();
    PrePopulatedValidationSupport published = new PrePopulatedValidationSupport(context);
    for (Path file : in(arguments[1])) {
      published.addResource((IBaseResource) json.parseResource(Files.readString(file)));
    }
    FhirInstanceValidator profiles =
        new FhirInstanceValidator(
            new ValidationSupportChain(
                new DefaultProfileValidationSupport(context),
                published,
                new CommonCodeSystemsTerminologyService(context),
                new InMemoryTerminologyServerValidationSupport(context),
                new SnapshotGeneratingValidationSupport(context)));
    profiles.setAnyExtensionsAllowed(true);
    profiles.setErrorForUnknownProfiles(false);
    FhirValidator validator = context.newValidator().registerValidatorModule(profiles);
    try (PrintWriter verdicts = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[2])))) {
      verdicts.println(VersionUtil.getVersion());
      for (Path file : in(arguments[0])) {
        for (SingleValidationMessage fault : validator.validateWithResult(Files.readString(file)).getMessages()) {
          String problem = fault.getMessage().replaceAll("\\s+", " ");
          String severity = fault.getSeverity().getCode();
          verdicts.println(String.join("\t", "" + file.getFileName(), severity, fault.getLocationString(), problem));
        }
      }
    }
  }

  private static List<Path> in(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
