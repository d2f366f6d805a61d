namespace Pilot.Reporting.Outcomes;

/// <summary>A total and the table that adds up to it: all figures of one sheet, group and measure.</summary>
/// <param name="GuardedGroup">Tables with the same name here are drawn and judged together. Null: the guard does not judge it, as for K11, for which workbooks.md section 5 promises rounding alone.</param>
internal sealed record Breakdown(FigureKey Total, string Sheet, string Group, string Measure, string? GuardedGroup)
{
    public bool Includes(FigureKey key) => key.Sheet == Sheet && key.Group == Group && key.Measure == Measure;

    /// <summary>What the secret's text begins with: where a group has several measures, the measure too.</summary>
    public string KeyText => Sheet is "T11" or "K11" ? $"{Measure} {Group}" : Group;

    /// <summary>Every table, in the order in which they are drawn.</summary>
    public static IReadOnlyList<Breakdown> All { get; } = Declare();

    private static List<Breakdown> Declare()
    {
        static Breakdown Alone(FigureKey total, string sheet, string group, string measure) => new(total, sheet, group, measure, $"{sheet} {group}");
        static Breakdown Together(string sheet, FigureKey total, string group) => new(total, sheet, group, OutcomeFigures.Courses, sheet);
        return
        [
            Together("K06", OutcomeFigures.StartsKey, "Retention"),
            Together("K06", OutcomeFigures.WithdrawnKey, "Withdrawal reason"),
            Together("K07", OutcomeFigures.DueKey, "Result"),
            Together("K07", OutcomeFigures.AchievedKey, "Grade"),
            Together("K08", OutcomeFigures.ClosedKey, "Destination"),
            Together("K08", OutcomeFigures.WorkOrStudyKey, "Work or further study"),
            Together("K08", OutcomeFigures.WorkOrStudyKey, "MedTech role"),
            Together("K08", OutcomeFigures.ClosedKey, "Outcome"),
            Alone(OutcomeFigures.StartsKey, "K02", "Qualification and level", OutcomeFigures.Starts),
            Alone(OutcomeFigures.StartsKey, "K02", "Mode of study", OutcomeFigures.Starts),
            .. OutcomeFigures.Characteristics.SelectMany(characteristic => new Breakdown[]
            {
                Alone(OutcomeFigures.StartsKey, "K03", characteristic.Group, OutcomeFigures.Starts),
                new(OutcomeFigures.AchievedKey, "T11", characteristic.Group, OutcomeFigures.Achieved, "K03 " + characteristic.Group),
                new(OutcomeFigures.PositiveKey, "T11", characteristic.Group, OutcomeFigures.Positive, "K03 " + characteristic.Group),
            }),
            Alone(OutcomeFigures.StartsKey, "K04", "Prior attainment", OutcomeFigures.Starts),
            Alone(OutcomeFigures.StartsKey, "K04", "Employment before start", OutcomeFigures.Starts),
            Alone(OutcomeFigures.StartsKey, "K05", "Student funding route", OutcomeFigures.Starts),
            Alone(OutcomeFigures.StartsKey, "K05", "Employer sponsored", OutcomeFigures.Starts),
            Alone(OutcomeFigures.StartsKey, "K09", OutcomeFigures.Kinds, OutcomeFigures.Starts),
            new(OutcomeFigures.StartsKey, "K11", OutcomeFigures.StartQuarters, OutcomeFigures.Starts, null),
            new(OutcomeFigures.DueKey, "K11", OutcomeFigures.StartQuarters, OutcomeFigures.DueToEnd, null),
            new(OutcomeFigures.AchievedKey, "K11", OutcomeFigures.StartQuarters, OutcomeFigures.Achieved, null),
            new(OutcomeFigures.PositiveKey, "K11", OutcomeFigures.StartQuarters, OutcomeFigures.Positive, null),
        ];
    }
}
