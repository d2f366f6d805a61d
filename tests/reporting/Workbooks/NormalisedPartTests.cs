using System.Xml.Linq;
using Pilot.Reporting.Returns.Template;
using Pilot.Reporting.Vocabulary;
using Pilot.Reporting.Workbooks;
using Pilot.Tests.Returns.Rules;
using Pilot.Tests.Settings;
using Pilot.Tests.Support;

namespace Pilot.Tests.Workbooks;

/// <summary>
/// Everything that we write is opened by programs that go by the bare names of parts and elements, as exceljs does: it failed on
/// <c>ap:Properties</c>, on <c>x:worksheet</c>, on a table named from the root of the package, and blew an empty operand up to 38 MB.
/// </summary>
public sealed class NormalisedPartTests
{
    private static readonly XNamespace Main = DrawnWorkbook.Main;

    public static TheoryData<string> Written => [.. Workbooks.Keys];

    private static Dictionary<string, byte[]> Workbooks { get; } = Write().ToDictionary(pair => pair.Name, pair => pair.Bytes, StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Written))]
    public void The_vocabulary_of_a_workbook_needs_no_prefix(string workbook) => Assert.All(
        Mutations.Parts(Workbooks[workbook]).Where(part => part.Key.EndsWith(".xml", StringComparison.Ordinal)).Select(part => (part.Key, Part: Read(part.Value))),
        part =>
        {
            var known = new[] { Main.NamespaceName, "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties", "http://schemas.openxmlformats.org/package/2006/content-types" };
            Assert.DoesNotContain(
                part.Part.DescendantsAndSelf().Attributes().Where(attribute => attribute.IsNamespaceDeclaration && known.Contains(attribute.Value)),
                attribute => attribute.Name.LocalName != "xmlns");
        });

    [Theory]
    [MemberData(nameof(Written))]
    public void Parts_name_each_other_from_the_folder_that_they_stand_in_and_are_there(string workbook)
    {
        var parts = Mutations.Parts(Workbooks[workbook]);
        foreach (var (name, content) in parts.Where(part => part.Key.EndsWith(".rels", StringComparison.Ordinal)))
        {
            foreach (var target in Read(content).Elements().Where(element => (string?)element.Attribute("TargetMode") != "External").Select(element => element.Attribute("Target")!.Value))
            {
                Assert.False(target.StartsWith('/'), $"{name} names {target} from the root");
                var folder = new Uri("http://package/" + name.Replace("_rels/", "", StringComparison.Ordinal));
                Assert.True(parts.ContainsKey(new Uri(folder, target).AbsolutePath[1..]), $"{name}: {target} is not there");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void A_validation_has_no_empty_operand(string workbook) => Assert.All(
        Mutations.Parts(Workbooks[workbook]).Where(part => part.Key.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal)),
        part => Assert.DoesNotContain(Read(part.Value).Descendants(Main + "dataValidation").Elements(), operand => operand.Value.Length == 0));

    private static XElement Read(byte[] part) => XDocument.Load(new MemoryStream(part)).Root!;

    private static IEnumerable<(string Name, byte[] Bytes)> Write()
    {
        foreach (var (kind, underTest) in new[] { (ReturnKind.Enrolment, ReturnUnderTest.Enrolment()), (ReturnKind.Completion, ReturnUnderTest.Completion()) })
        {
            using var template = new MemoryStream();
            TemplateWorkbook.Write(TemplateContent.Of(underTest.Settings, ReturnUnderTest.Ukprn, underTest.Period, kind), template);
            yield return ($"the template, {kind}", template.ToArray());
        }

        yield return ("the settings", SettingsWorkbooks.Bytes(SettingsReaderTests.Everything()));
        foreach (var file in QuarterlyWorkbooks.Draw(SampleFigures.Mature).Where(file => file.Name.EndsWith(".xlsx", StringComparison.Ordinal)))
        {
            yield return (file.Name, file.Bytes);
        }
    }
}
