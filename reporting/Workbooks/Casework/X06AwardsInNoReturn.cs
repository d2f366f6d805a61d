using Pilot.Reporting.Excel.Packing;
using Pilot.Reporting.Funding;
using Pilot.Reporting.Workbooks.Drawing;

namespace Pilot.Reporting.Workbooks.Casework;

/// <summary>X06: registrations and certificates at pilot providers that stand in no return.</summary>
internal static class X06AwardsInNoReturn
{
    public static Sheet Draw(QuarterView view) => Sheet.From<UnreturnedAward>(
        "X06",
        "awards_in_no_return",
        view.Title("X06", "Registrations and certificates in no return"),
        [
            Column.Key<UnreturnedAward>("Provider", 22, row => view.ProviderName(row.Ukprn)),
            Column.Key<UnreturnedAward>("UKPRN", 11, row => row.Ukprn.ToString()),
            Column.Key<UnreturnedAward>("Registration number", 22, row => row.RegistrationNo),
            Column.Key<UnreturnedAward>("Learning aim reference", 16, row => row.AimRef),
            Column.Text<UnreturnedAward>("What it is", 22, row => row.Award is { } award ? $"Certificate, {award}" : "Registration"),
            Column.Cells<UnreturnedAward>("Date", Format.Date, row => Cell.Of(row.On), width: 20),
            Column.Cells<UnreturnedAward>("Withdrawn on", Format.Date, row => Cell.Of(row.WithdrawnOn, Shorthand.NotApplicable), width: 20),
        ],
        AwardsInNoReturn.Of(view.Figures.Awards, view.Figures.Settings, view.Figures.Funding.Courses, view.AsOf),
        none: view.Figures.Awards.Version == 0 ? "No awards workbook has come yet" : "Every registration and certificate stands in a return") with
    {
        Remarks = ["Ask the provider: should the learner be in its return, claimed or not? Only what Pearson dated by the end of these figures is listed."],
    };
}
