using System.Globalization;
using Pilot.Reporting.Returns.Columns;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;

namespace Pilot.Reporting.Returns.Template;

/// <summary>What a generated template says of itself, and the rows where it is filled in already.</summary>
public sealed record TemplateContent
{
    public required Ukprn Ukprn { get; init; }
    public required string ProviderName { get; init; }
    public required Quarter Period { get; init; }
    public required ReturnKind Kind { get; init; }

    /// <summary>The last day on which the return is in time; null where the calendar does not say.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Whose references the learning aim reference may be.</summary>
    public IReadOnlyList<Qualification> Qualifications { get; init; } = [];

    /// <summary>Null for an empty template.</summary>
    public TemplateEntries? Filling { get; init; }

    /// <summary>Rows to start from; null for an empty template. Not together with <see cref="Filling"/>.</summary>
    public TemplatePrefill? Prefill { get; init; }

    /// <summary>As far down as the totals count and the drop-downs reach.</summary>
    internal int LastDataRow => Math.Max(TemplateWorkbook.LastDataRow, TemplateWorkbook.FirstDataRow + (Prefill?.Rows.Count ?? 0) + TemplateWorkbook.SpareRows);

    /// <summary>A provider's empty template for a period.</summary>
    /// <exception cref="ArgumentException">The settings have no such provider or period.</exception>
    public static TemplateContent Of(PilotSettings settings, Ukprn ukprn, Quarter period, ReturnKind kind)
    {
        var provider = settings.FindProvider(ukprn) ?? throw new ArgumentException($"{ukprn} is not a provider of the pilot.", nameof(ukprn));
        var row = settings.FindPeriod(period) ?? throw new ArgumentException($"{period.Words} is not a quarter of the pilot.", nameof(period));
        return new TemplateContent
        {
            Ukprn = ukprn,
            ProviderName = provider.Name,
            Period = period,
            Kind = kind,
            DueOn = row.DueOn,
            Qualifications = settings.Qualifications,
        };
    }

    /// <summary>The recommended name (returns.md section 2).</summary>
    /// <param name="moment">When the file was made; shown in London time.</param>
    public string FileName(DateTimeOffset moment) => string.Create(
        CultureInfo.InvariantCulture, $"{ReturnTemplate.Of(Kind).Code}-{Ukprn}-{Period.Id}-{LondonTime.At(moment):yyyyMMdd-HHmmss}.xlsx");
}

/// <summary>What a person fills in. Without rows the return is NIL.</summary>
public sealed record TemplateEntries
{
    public required DateOnly PreparedOn { get; init; }
    public required string CertifierName { get; init; }
    public required string CertifierRole { get; init; }

    /// <summary>Null = the day of preparation.</summary>
    public DateOnly? CertifiedOn { get; init; }

    /// <summary>
    /// Machine name of a column -> text, whole number, amount or date. A column without an entry stays blank; anything may be entered, right
    /// or wrong, as in Excel.
    /// </summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object>> Rows { get; init; } = [];

    /// <summary>The number of rows as the provider counted them; null = counted from <see cref="Rows"/>.</summary>
    public int? StatedRows { get; init; }
}
