using Pilot.Reporting.Returns.Columns;
using static Pilot.Functions.Data.RowColumns;

namespace Pilot.Functions.Data;

/// <summary>Where a learner went: the columns of a completion's destination, all of them blank where there is none.</summary>
internal static class DestinationColumns
{
    private const int CodeLength = 10;

    public static RowPart<Completion> All { get; } = new(
        [
            Code("DestType", destination => destination.Type),
            Code("DestCode", destination => destination.Code),
            OptionalDate<Completion>("DestStartDate", row => row.Destination?.StartDate),
            OptionalDate<Completion>("DestCollectedOn", row => row.Destination?.CollectedOn),
            Code("MedtechRole", destination => destination.MedtechRole),
            Code("DestSoc2020", destination => destination.Soc2020),
            Code("JobInWmca", destination => destination.JobInWmca),
            Code("NewOrProgressed", destination => destination.NewOrProgressed, 20),
            Code("DestEvidence", destination => destination.Evidence),
            Code("DestEvidenceRef", destination => destination.EvidenceRef, 50),
        ],
        Read);

    private static readonly Action<Completion, Destination?> Set =
        typeof(Completion).GetProperty(nameof(Completion.Destination))!.SetMethod!.CreateDelegate<Action<Completion, Destination?>>();

    private static RowColumn<Completion> Code(string name, Func<Destination, string?> value, int length = CodeLength) =>
        Text<Completion>(name, length, row => row.Destination is { } destination ? value(destination) : null, isNullable: true);

    private static void Read(RowCursor at, Completion row)
    {
        var (type, code, started, collected) = (at.OptionalPooledText(), at.OptionalPooledText(), at.OptionalDate(), at.OptionalDate());
        var (role, soc, inWmca, progressed) = (at.OptionalPooledText(), at.OptionalPooledText(), at.OptionalPooledText(), at.OptionalPooledText());
        var (evidence, reference) = (at.OptionalPooledText(), at.OptionalText());
        if (type is not null && code is not null && started is not null && collected is not null)
        {
            Set(row, new Destination(type, code, started.Value, collected.Value, role, soc, inWmca, progressed, evidence ?? DestEvidenceCode.None, reference));
        }
    }
}
