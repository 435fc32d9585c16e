import java.io.File;
import java.util.*;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.validation.profiles.*;
import org.w3c.dom.*;

/**
 * veraPDF over many files in one Java: VeraPdfAll PROFILE,PROFILE FILE... Profiles are named as in the library: PDFA-4,
 * WTPDF-1-0-Reuse. They are read here, since the library reads them by JAXB, which Java no longer has.
 */
public class VeraPdfAll {
    static Element child(Element parent, String name) {
        return (Element) parent.getElementsByTagNameNS("*", name).item(0);
    }

    static String text(Element parent, String name) {
        Element child = child(parent, name);
        return child == null ? "" : child.getTextContent();
    }

    static List<Element> all(Element parent, String name) {
        List<Element> out = new ArrayList<>();
        NodeList list = parent == null ? null : parent.getElementsByTagNameNS("*", name);
        for (int i = 0; list != null && i < list.getLength(); i++) out.add((Element) list.item(i));
        return out;
    }

    static ValidationProfile profile(String name) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        String path = "/org/verapdf/pdfa/validation/" + name + ".xml";
        Element root = factory.newDocumentBuilder().parse(Profiles.class.getResourceAsStream(path)).getDocumentElement();
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : all(root, "rule")) {
            Element id = child(rule, "id"), error = child(rule, "error");
            List<ErrorArgument> arguments = new ArrayList<>();
            for (Element argument : all(error, "argument"))
                arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(),
                    argument.hasAttribute("name") ? argument.getAttribute("name") : null, null));
            RuleId number = Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
            Boolean deferred = rule.getAttribute("deferred").equals("true") ? Boolean.TRUE : null;
            rules.add(Profiles.ruleFromValues(number, rule.getAttribute("object"), deferred, rule.getAttribute("tags"),
                text(rule, "description"), text(rule, "test"), Profiles.errorFromValues(text(error, "message"), arguments), List.of()));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element variable : all(root, "variable"))
            variables.add(Profiles.variableFromValues(variable.getAttribute("name"), variable.getAttribute("object"),
                text(variable, "defaultValue"), text(variable, "value")));
        ProfileDetails details = Profiles.profileDetailsFromValues(name, "", "", new Date(0));
        return Profiles.profileFromValues(PDFAFlavour.valueOf(root.getAttribute("flavour")), details, "", rules, variables);
    }

    public static void main(String[] arguments) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        List<String> files = Arrays.asList(arguments).subList(1, arguments.length);
        int failed = 0, judged = 0;
        for (String name : arguments[0].split(",")) {
            ValidationProfile profile = profile(name);
            if (profile.getRules().size() < 100) throw new IllegalStateException(name + " has lost its rules");
            for (String file : files) {
                var foundry = Foundries.defaultInstance();
                try (var parser = foundry.createParser(new File(file), profile.getPDFAFlavour());
                     var validator = foundry.createValidator(profile, 1, false, true, false)) {
                    var result = validator.validate(parser);
                    judged++;
                    if (result.isCompliant()) continue;
                    failed++;
                    System.out.println(file + ": not " + name);
                    Map<String, String> faults = new TreeMap<>();
                    for (TestAssertion fault : result.getTestAssertions())
                        if (fault.getStatus() == TestAssertion.Status.FAILED)
                            faults.put(fault.getRuleId().getClause() + "-" + fault.getRuleId().getTestNumber(), fault.getMessage());
                    faults.forEach((rule, message) -> System.out.println("  " + rule + " " + message));
                }
            }
        }
        System.out.println("veraPDF: " + (judged - failed) + " passed, " + failed + " failed");
        System.exit(failed > 0 || judged == 0 ? 1 : 0);
    }
}
