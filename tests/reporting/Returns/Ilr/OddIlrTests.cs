using System.Text;
using System.Text.RegularExpressions;
using Pilot.Reporting.Returns.Ilr;
using Pilot.Tests.Support;
using Pilot.Tests.Support.Ilr;

namespace Pilot.Tests.Returns.Ilr;

/// <summary>Other software's oddities (returns.md section 7): each is read, or refused in words that say what to do.</summary>
public sealed partial class OddIlrTests
{
    private static readonly SampleLearner Learner = new("L1", SampleUlns.Valid(1))
    {
        DateOfBirth = new(2001, 2, 3),
        Deliveries = [new(SettingsBuilder.Hnc, new(2026, 9, 14), new(2027, 6, 25))],
    };

    private static readonly string Plain = Encoding.UTF8.GetString(new IlrFile().Write([Learner]));

    public static TheoryData<string> ReadAll { get; } = [.. Good.Keys];

    public static TheoryData<string> RefusedAll { get; } = [.. Bad.Keys];

    private static Dictionary<string, Func<byte[]>> Good => new(StringComparer.Ordinal)
    {
        ["UTF-16 with a byte order mark"] = () => Marked(Encoding.Unicode, Plain.Replace("utf-8", "utf-16", StringComparison.Ordinal)),
        ["UTF-16 the other way about"] = () => Marked(Encoding.BigEndianUnicode, Plain.Replace("utf-8", "utf-16", StringComparison.Ordinal)),
        ["UTF-16 without a mark"] = () => Encoding.Unicode.GetBytes(Plain),
        ["UTF-8 with a byte order mark"] = () => Marked(Encoding.UTF8, Plain),
        ["UTF-8 that says it is UTF-16"] = () => Encoding.UTF8.GetBytes(Plain.Replace("utf-8", "utf-16", StringComparison.Ordinal)),
        ["windows-1252 with a name in it"] = () => Encoding.Latin1.GetBytes(Plain.Replace("utf-8", "windows-1252", StringComparison.Ordinal).Replace("Sample</FamilyName>", "Samplé</FamilyName>", StringComparison.Ordinal)),
        ["comments and instructions everywhere"] = () => Bytes(Plain.Replace("<ULN>", "<?note x?><!-- < > & --><ULN><!-- in a value -->", StringComparison.Ordinal).Replace("</Message>", "<!-- end --></Message>", StringComparison.Ordinal)),
        ["attributes"] = () => Bytes(Plain.Replace("<Learner>", "<Learner id=\"1\" xmlns:x=\"urn:x\" x:y=\"&amp;\">", StringComparison.Ordinal)),
        ["elements of another namespace"] = () => Bytes(Plain.Replace("<ULN>", "<x:ULN xmlns:x=\"urn:x\">1<y/></x:ULN><ULN>", StringComparison.Ordinal)),
        ["a prefix on every name"] = () => Bytes(Tag().Replace(Plain, "<$1i:$2").Replace("<i:Message xmlns=", "<i:Message xmlns:i=", StringComparison.Ordinal)),
        ["another year's namespace"] = () => new IlrFile { Year = "2027-28" }.Write([Learner]),
        ["line breaks and spaces around values"] = () => Bytes(Plain.Replace("<LearnAimRef>", "<LearnAimRef>\r\n   ", StringComparison.Ordinal).Replace("</LearnAimRef>", "\t\r\n</LearnAimRef>", StringComparison.Ordinal)),
        ["dates with a time zone"] = () => Bytes(Plain.Replace("2026-09-14<", "2026-09-14+01:00<", StringComparison.Ordinal)),
        ["CDATA"] = () => Bytes(Plain.Replace(">L1<", "><![CDATA[L1]]><", StringComparison.Ordinal)),
        ["a comment inside a value"] = () => Bytes(Plain.Replace(">L1<", ">L<!-- one -->1<", StringComparison.Ordinal)),
        ["an ampersand as it should be"] = () => Bytes(Plain.Replace("Sample</FamilyName>", "Sample &amp; Co</FamilyName>", StringComparison.Ordinal)),
    };

    private static Dictionary<string, (Func<byte[]> File, string Says)> Bad => new(StringComparer.Ordinal)
    {
        ["an ampersand alone"] = (() => Bytes(Plain.Replace("Sample</FamilyName>", "Sample & Co</FamilyName>", StringComparison.Ordinal)), "&amp;"),
        ["an entity that nobody declared"] = (() => Bytes(Plain.Replace(">L1<", ">L&e;1<", StringComparison.Ordinal)), "not well-formed"),
        ["an entity that nobody declared, far into a value"] = (() => Bytes(Plain.Replace(">L1<", ">" + new string('L', 70_000) + "&e;1<", StringComparison.Ordinal)), "not well-formed"),
        ["a character that XML has not, far into a value"] = (() => Bytes(Plain.Replace(">L1<", ">" + new string('L', 70_000) + "&#1;1<", StringComparison.Ordinal)), "not well-formed"),
        ["a DTD"] = (() => Bytes(Plain.Replace("<Message", "<!DOCTYPE Message [<!ENTITY a \"b\">]><Message", StringComparison.Ordinal)), "DOCTYPE"),
        ["a DTD elsewhere"] = (() => Bytes(Plain.Replace("<Message", "<!DOCTYPE Message SYSTEM \"http://example.org/x.dtd\"><Message", StringComparison.Ordinal)), "DOCTYPE"),
        ["another provider's"] = (() => new IlrFile { Ukprn = "10000002" }.Write([Learner]), "another provider"),
        ["nobody's"] = (() => Bytes(Plain.Replace("LearningProvider", "LearningProvidor", StringComparison.Ordinal)), "which provider"),
        ["an earlier year's"] = (() => new IlrFile { Year = "2024-25" }.Write([Learner]), "2024-25"),
        ["cut off"] = (() => Bytes(Plain[..(Plain.Length / 2)]), "not well-formed"),
        ["cut off after the last learner"] = (() => Bytes(Plain.Replace("</Message>", "", StringComparison.Ordinal)), "not well-formed"),
        ["not XML"] = (() => Bytes("learner_ref,uln\r\nL1,1"), "not an XML file"),
        ["a workbook"] = (() => [0x50, 0x4B, 3, 4, 0, 0], "workbook"),
        ["empty"] = (() => [], "empty"),
        ["blanks alone"] = (() => Bytes(" \r\n\t"), "empty"),
        ["other XML"] = (() => Bytes("<html><body/></html>"), "not an ILR"),
        ["no namespace"] = (() => Bytes(Plain.Replace(" xmlns=\"ESFA/ILR/2025-26\"", "", StringComparison.Ordinal)), "namespace"),
        ["a value of a million letters"] = (() => Bytes(Plain.Replace("Sample</FamilyName>", new string('x', 1_000_000) + "</FamilyName>", StringComparison.Ordinal)), "100,000"),
        ["a tag of a million letters"] = (() => Bytes(Plain.Replace("<Learner>", $"<Learner a=\"{new string('x', 1_000_000)}\">", StringComparison.Ordinal)), "100,000"),
        ["elements within elements for ever"] = (() => Bytes(Plain.Replace("<Learner>", string.Concat(Enumerable.Repeat("<a>", 100_000)), StringComparison.Ordinal)), "many levels"),
        ["names without end"] = (() => Bytes(Plain.Replace("<Learner>", string.Concat(Enumerable.Range(0, 6_000).Select(i => $"<n{i}/>")) + "<Learner>", StringComparison.Ordinal)), "thousands"),
    };

    [Theory]
    [MemberData(nameof(ReadAll))]
    public void Returns_7_oddities_are_read(string name)
    {
        var row = Assert.Single(Read(Good[name]()).Enrolments);

        Assert.Equal(("L1", SettingsBuilder.Hnc, "2026-09-14"), row.Key);
        Assert.Equal(SampleUlns.Valid(1), row[1]);
    }

    [Theory]
    [MemberData(nameof(RefusedAll))]
    public void Returns_7_what_cannot_be_read_is_refused_in_words(string name)
    {
        var (file, says) = Bad[name];

        var refused = Assert.Throws<IlrRefusedException>(() => Read(file()));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Sample", refused.Message, StringComparison.Ordinal);
    }

    private static IlrReading Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return ReadIlr.Run(stream, SettingsBuilder.College, SettingsBuilder.Small());
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Marked(Encoding encoding, string text) => [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];

    [GeneratedRegex("<(/?)([A-Za-z])")]
    private static partial Regex Tag();
}
