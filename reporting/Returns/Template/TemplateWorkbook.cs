using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Returns.Columns;

namespace Pilot.Reporting.Returns.Template;

/// <summary>
/// Draws the template of a return (returns.md section 3): Declaration, Data, Codes and Guidance, all from the column tables and the rule
/// catalogue. Row 1 of Data says in words what a column is, row 2 holds the machine names, the rows begin in row 3.
/// </summary>
public static class TemplateWorkbook
{
    internal const int FirstDataRow = 3;

    /// <summary>As far down as the totals count and the drop-downs reach in an empty template.</summary>
    internal const int LastDataRow = 10_002;

    /// <summary>Room for learners who are added to a template with more rows than an empty one has.</summary>
    internal const int SpareRows = 1_000;

    /// <summary>The same content gives the same bytes.</summary>
    /// <param name="to">Left open.</param>
    /// <exception cref="ArgumentException">A row of the filling has a column that the template does not have.</exception>
    public static void Write(TemplateContent content, Stream to)
    {
        var template = ReturnTemplate.Of(content.Kind);
        StreamedSheet[] sheets =
        [
            TemplateDeclaration.Draw(template, content),
            TemplateData.Draw(template, content),
            TemplateGuidance.DrawCodes(template),
            TemplateGuidance.Draw(template, content),
        ];
        var title = $"{template.Name} of {content.ProviderName}, {content.Period.Words}";
        StreamedWorkbook.Write(
            sheets, char.ToUpperInvariant(title[0]) + title[1..], new DateTimeOffset(content.Period.FirstDay, TimeOnly.MinValue, TimeSpan.Zero), to);
    }
}
