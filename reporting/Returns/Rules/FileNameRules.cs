using System.Globalization;
using Pilot.Reporting.Files.CheckedCopy;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Rules;

/// <summary>The name that is recommended for a return file, and what a name says otherwise than the Declaration (FILE_09).</summary>
internal static class FileNameRules
{
    public static IEnumerable<FileFinding> FindFaults(FileFacts facts)
    {
        var parts = NameParts(facts.FileName);
        if (parts is null)
        {
            yield return new FileFinding("", Value: PersonalText.Masked(PersonalText.Shorten(facts.FileName), dates: false), Message: "The file name is not in the recommended form.");
            yield break;
        }

        var wrong = new List<string>();
        var typed = facts.TypedDeclaration;
        if (facts.Template is { } template && !string.Equals(template.Code, parts.Value.Template, StringComparison.OrdinalIgnoreCase))
        {
            wrong.Add("the template");
        }

        if (typed.Ukprn is { } ukprn && ukprn.ToString() != parts.Value.Ukprn)
        {
            wrong.Add("the UKPRN");
        }

        if (typed.Period is { } period && !string.Equals(period.Id, parts.Value.Period, StringComparison.OrdinalIgnoreCase))
        {
            wrong.Add("the period");
        }

        if (wrong.Count > 0)
        {
            yield return new FileFinding("", Value: PersonalText.Masked(PersonalText.Shorten(facts.FileName), dates: false),
                Message: $"The file name disagrees with the Declaration about {string.Join(" and ", wrong)}. What the Declaration says counts.");
        }
    }

    /// <summary>Null where the name is not MTHTQ-{ENR|CMP}-{UKPRN}-{yyyyQn}-{yyyymmdd-hhmmss}.xlsx; a suffix of a checked copy is left out.</summary>
    private static (string Template, string Ukprn, string Period)? NameParts(string fileName)
    {
        if (!fileName.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var name = fileName[..^5];
        while (name.EndsWith(CheckedWorkbook.Suffix, StringComparison.OrdinalIgnoreCase))
        {
            name = name[..^CheckedWorkbook.Suffix.Length];
        }

        var parts = name.Split('-');
        return parts.Length == 6
            && ReturnTemplate.Find($"{parts[0]}-{parts[1]}") is { } template
            && Vocabulary.Ukprn.TryParse(parts[2], out _)
            && parts[3].Length == 6 && Vocabulary.Quarter.TryParse(parts[3], out _)
            && DateTime.TryParseExact($"{parts[4]}-{parts[5]}", "yyyyMMdd-HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                ? (template.Code, parts[2], parts[3])
                : null;
    }
}
