using ClosedXML.Excel;
using Pilot.Reporting.Settings;
using Pilot.Reporting.Vocabulary;
using Pilot.Tests.Support;

namespace Pilot.Benchmarks;

/// <summary>The files that are measured: made once, in the parent process, and read by all. Everybody in them is invented.</summary>
internal static class Samples
{
    public static readonly Quarter Period = new(2026, 3);
    public static readonly DateOnly PreparedOn = new(2027, 1, 5);
    public static readonly DateTimeOffset ReceivedAt = new(2027, 1, 6, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Start = new(2026, 9, 14);
    private static readonly DateOnly PlannedEnd = new(2027, 6, 25);

    public static string Name(int rows, string kind = "texts-inline") => $"return-{rows}-{kind}.xlsx";

    /// <summary>Every row right, texts inline.</summary>
    public static void Make(string folder, int rows)
    {
        using var content = Builder(rows).ToStream();
        Save(folder, Name(rows), content);
    }

    /// <summary>The same return as Excel and most libraries save it: texts in one shared table.</summary>
    public static void MakeShared(string folder, int rows)
    {
        using var content = Builder(rows).ToStream();
        using var workbook = new XLWorkbook(content);
        workbook.SaveAs(Path.Combine(folder, Name(rows, "texts-shared")));
    }

    /// <summary>With that many cells that cannot be accepted.</summary>
    public static void MakeWrong(string folder, int rows, int findings)
    {
        var builder = Builder(rows);
        for (var i = 0; i < findings; i++)
        {
            var row = (int)((long)i * rows / findings);
            builder = (i % 4) switch
            {
                0 => builder.With(row, "sex", "X"),
                1 => builder.With(row, "planned_end_date", "soon"),
                2 => builder.With(row, "mode", null),
                _ => builder.With(row, "uln", SampleUlns.WithWrongCheckDigit(row)),
            };
        }

        using var content = builder.ToStream();
        Save(folder, Name(rows, "wrong"), content);
    }

    /// <summary>The small pilot, with places in its calendar for the sample's period.</summary>
    public static PilotSettings Settings() => SettingsBuilder.Small();

    /// <summary>The same settings as the office would send them.</summary>
    public static string SettingsFile(string folder)
    {
        var file = Path.Combine(folder, "settings.xlsx");
        using var content = File.Create(file);
        SettingsWorkbook.Write(Settings(), "Olive Officer", new DateOnly(2026, 7, 1), content);
        return file;
    }

    private static ReturnBuilder Builder(int rows) =>
        ReturnBuilder.Enrolment(rows, SettingsBuilder.College.ToString(), SettingsBuilder.Hnc, Period, PreparedOn, Start, PlannedEnd);

    private static void Save(string folder, string name, Stream content)
    {
        content.Position = 0;
        using var file = File.Create(Path.Combine(folder, name));
        content.CopyTo(file);
    }
}
